/** Each page by the first part of its path, loaded when it is first opened. */
import type { Component } from "svelte";

export const PAGES: Readonly<Record<string, () => Promise<{ default: Component }>>> = {
  "": () => import("./choose/Choose.svelte"),
  check: () => import("./check/Check.svelte"),
  interview: () => import("./interview/Interview.svelte"),
  sending: () => import("./sending/Sending.svelte"),
};
