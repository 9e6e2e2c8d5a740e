/** What lowers the trust in other figures, in the reader's words. */
import type { Report, Schemas } from "../../api/client";
import { percent } from "../../format";
import { m } from "../../paraglide/messages.js";

const SENTENCES: Readonly<Record<Schemas["Warning"]["code"], () => string>> = {
  too_dark: m.warning_too_dark,
  too_bright: m.warning_too_bright,
  backlit: m.warning_backlit,
  face_too_small: m.warning_face_too_small,
  face_too_close: m.warning_face_too_close,
  face_off_centre: m.warning_face_off_centre,
  sideways: m.warning_sideways,
  several_people: m.warning_several_people,
  clipping: m.warning_clipping,
  too_quiet: m.warning_too_quiet,
  background_noise: m.warning_background_noise,
  other_language: m.warning_other_language,
  language_not_known: m.warning_language_not_known,
  doubtful_words: m.warning_doubtful_words,
};

/** Of clipping the share is of samples, a thousandth of which is heard: it would only mislead. */
const SHARE_MISLEADS: readonly string[] = ["clipping"];

export function warningsOf({ video, speech }: Report, locale: string): string[] {
  const all = [video, speech].flatMap((section) => ("warnings" in section ? (section.warnings ?? []) : []));
  return all.map(({ code, ratio }) => {
    const sentence = SENTENCES[code]();
    if (ratio === null || ratio === undefined || SHARE_MISLEADS.includes(code)) return sentence;
    return `${sentence.replace(/\.$/, "")} (${m.warning_share({ share: percent(ratio, locale) })}).`;
  });
}
