/** What was looked for in the picture and seen, looked for and not seen, and not looked for, in the reader's words. */
import type { Schemas } from "../../api/client";
import { m } from "../../paraglide/messages.js";

const THINGS: Readonly<Record<string, () => string>> = {
  cap: m.object_cap,
  hat: m.object_hat,
  phone: m.object_phone,
  sunglasses: m.object_sunglasses,
};
/** Other people are told of with the faces as well, so that they are named here only when seen. */
const NAMES: Readonly<Record<string, () => string>> = {
  ...THINGS,
  another_person: m.object_another_person,
};

export function objectsOf(objects: Schemas["VideoSection"]["objects"] | undefined, locale: string): string[] {
  if (!objects || !("labels" in objects)) return [];
  const { labels: seen, not_looked_for: unknown = [] } = objects;
  const unseen = Object.keys(THINGS).filter((thing) => !seen.includes(thing) && !unknown.includes(thing));
  const named = (things: readonly string[]) =>
    new Intl.ListFormat(locale).format(things.map((thing) => NAMES[thing]?.() ?? thing));
  return [
    seen.length ? m.objects_seen({ things: named(seen) }) : "",
    unseen.length ? m.objects_not_seen({ things: named(unseen) }) : "",
    unknown.length ? m.objects_not_looked_for({ things: named(unknown) }) : "",
  ].filter(Boolean);
}
