/** Many buttons, one stop of the Tab key: the arrow keys move between them (ARIA practices, roving tabindex). */
import type { Attachment } from "svelte/attachments";

/** For a group with this many buttons; `first` has tabindex 0 when the group is drawn. */
export function roving(count: number): Attachment<HTMLElement> {
  return (group) => {
    const buttons = () => [...group.querySelectorAll("button")];
    buttons().forEach((button, index) => (button.tabIndex = index === 0 ? 0 : -1));

    function focused({ target }: FocusEvent) {
      if (!(target instanceof HTMLButtonElement)) return;
      group.querySelectorAll<HTMLElement>('button[tabindex="0"]').forEach((button) => (button.tabIndex = -1));
      target.tabIndex = 0;
    }

    function pressed(event: KeyboardEvent) {
      const all = buttons();
      const at = all.findIndex((button) => button === event.target);
      const to = destination(event.key, at, count);
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      all[to]?.focus();
    }

    group.addEventListener("focusin", focused);
    group.addEventListener("keydown", pressed);
    return () => {
      group.removeEventListener("focusin", focused);
      group.removeEventListener("keydown", pressed);
    };
  };
}

/** The button that a key leads to, undefined for keys that lead nowhere. */
export function destination(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return Math.min(count - 1, at + 1);
    case "ArrowLeft":
      return Math.max(0, at - 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
