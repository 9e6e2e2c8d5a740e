/** Where another language was heard than that of the answers, in the reader's words. */
import type { Report, Schemas } from "../../api/client";
import { clock } from "../../format";
import { m } from "../../paraglide/messages.js";

export type Language = NonNullable<Schemas["Again"]["language"]>;

export interface OtherLanguage {
  readonly sentence: string;
  /** In which the recording can be analysed again, undefined where that is not offered. */
  readonly language: Language | undefined;
  readonly name: string;
}

/** Picture and sound of a recording end a little apart. */
const LAST_S = 1;

type Told = Pick<Report, "duration_s" | "other_languages">;

export function otherLanguagesOf(report: Told, locale: string): OtherLanguage[] {
  const names = new Intl.DisplayNames(locale, { type: "language" });
  return report.other_languages.map((other) => {
    const name = names.of(other.language) ?? other.language;
    const language = other.offered ? (other.language as Language) : undefined;
    const sentence = heard(other, report.duration_s ?? 0, name);
    return { sentence: language ? sentence : `${sentence} ${m.language_not_offered()}`, language, name };
  });
}

/** Each language once in which the recording can be analysed again. */
export function offeredOf(others: readonly OtherLanguage[]): { language: Language; name: string }[] {
  const found = new Map(others.flatMap(({ language, name }) => (language ? [[language, name]] : [])));
  return [...found].map(([language, name]) => ({ language, name }));
}

function heard({ start_s, end_s }: Schemas["OtherLanguage"], duration_s: number, language: string): string {
  const [start, end] = [clock(start_s), clock(end_s)];
  if (end_s < duration_s - LAST_S) return m.language_between({ start, end, language });
  return start_s === 0 ? m.language_throughout({ language }) : m.language_from({ start, language });
}
