/** Each page by its path, loaded when it is first opened: `records` is the list, `records/*` one of them. */
import type { Component } from "svelte";

export type LoadPage = () => Promise<{ default: Component }>;

const PAGES: Readonly<Record<string, LoadPage>> = {
  "": () => import("./choose/Choose.svelte"),
  check: () => import("./check/Check.svelte"),
  interview: () => import("./interview/Interview.svelte"),
  sending: () => import("./sending/Sending.svelte"),
  privacy: () => import("./privacy/Privacy.svelte"),
  records: () => import("./records/Records.svelte"),
  "records/*": () => import("./report/ReportPage.svelte"),
};

/** The page of a path; below a first part that has no page for what is below it, the first part's own. */
export function pageAt([first = "", ...below]: readonly string[]): LoadPage | undefined {
  return (below.length ? PAGES[`${first}/*`] : undefined) ?? PAGES[first];
}
