/** The page's language: the reader's choice, else the browser's. Messages follow it at once, without a reload. */
import { type Locale, isLocale, overwriteGetLocale } from "./paraglide/runtime.js";

const KEPT_AS = "interview-simulator.locale";

let current = $state<Locale>(kept() ?? preferred(navigator.languages));

overwriteGetLocale(() => current);

export const locale = {
  get current(): Locale {
    return current;
  },
  choose(chosen: Locale): void {
    current = chosen;
    localStorage.setItem(KEPT_AS, chosen);
  },
};

/** The first of the browser's languages that the page speaks; any Portuguese is served in Brazilian Portuguese. */
export function preferred(languages: readonly string[]): Locale {
  for (const language of languages) {
    const short = language.toLowerCase().split("-")[0];
    if (short === "pt") return "pt-BR";
    if (short === "en") return "en";
  }
  return "en";
}

function kept(): Locale | undefined {
  const found = localStorage.getItem(KEPT_AS);
  return isLocale(found) ? found : undefined;
}
