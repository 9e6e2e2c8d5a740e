import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

const API = "http://127.0.0.1:8000";
const API_PATHS = [
  "/upload",
  "/uploads",
  "/download",
  "/record",
  "/records",
  "/interviews",
  "/session",
  "/sign-in",
  "/sign-out",
  "/sign-up",
  "/password-resets",
  "/me",
  "/shared",
  "/accounts",
  "/invitations",
  "/groups",
  "/media",
  "/healthz",
  "/consent",
  "/export",
  "/everything",
  "/audit",
];

export default defineConfig(({ mode }) => ({
  // Relative, so that the same build is served by the API's process and from a bucket.
  base: "./",
  plugins: [
    svelte(),
    // Tests read what the build has compiled; the plug-in's watcher would keep them from ending.
    mode !== "test" &&
      paraglideVitePlugin({
        project: "./project.inlang",
        outdir: "./src/paraglide",
        strategy: ["globalVariable", "baseLocale"],
        emitGitIgnore: false,
      }),
  ],
  build: {
    outDir: "../src/interview_simulator/web/static",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "es2022",
  },
  server: { host: "127.0.0.1", proxy: Object.fromEntries(API_PATHS.map((path) => [path, API])) },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
}));
