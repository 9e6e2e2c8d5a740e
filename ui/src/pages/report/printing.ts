/** On paper nothing can be unfolded: every <details> is open while the page is printed. */
import type { Attachment } from "svelte/attachments";

export const openInPrint: Attachment<HTMLElement> = (root) => {
  const paper = matchMedia("print");
  let opened: HTMLDetailsElement[] = [];

  function changed() {
    if (paper.matches) {
      opened = [...root.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
      opened.forEach((details) => (details.open = true));
    } else {
      opened.forEach((details) => (details.open = false));
      opened = [];
    }
  }
  paper.addEventListener("change", changed);
  return () => paper.removeEventListener("change", changed);
};
