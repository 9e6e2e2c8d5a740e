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

/** Pages of a server where people sign in. */
const OF_ACCOUNTS: Readonly<Record<string, LoadPage>> = {
  account: () => import("./account/Account.svelte"),
  groups: () => import("./groups/Groups.svelte"),
  accounts: () => import("./administration/Accounts.svelte"),
  shown: () => import("./shown/Shown.svelte"),
  "shared/*": () => import("./shown/SharedPage.svelte"),
  "join/*": () => import("./account/Join.svelte"),
  "reset/*": () => import("./account/Reset.svelte"),
};
const OPEN = ["join", "reset", "shared"];

/** Whether the page asks nobody who they are: its address holds a secret instead. */
export function isOpen([first = ""]: readonly string[]): boolean {
  return OPEN.includes(first);
}

/** The page of a path; below a first part that has no page for what is below it, the first part's own. */
export function pageAt(
  [first = "", ...below]: readonly string[],
  hasAccounts: boolean,
): LoadPage | undefined {
  const pages = hasAccounts ? { ...PAGES, ...OF_ACCOUNTS } : PAGES;
  return (below.length ? pages[`${first}/*`] : undefined) ?? pages[first];
}
