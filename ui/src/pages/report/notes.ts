/** What one should know of the recording itself, in the reader's words. */
import type { Report, Schemas } from "../../api/client";
import { clock, number } from "../../format";
import { m } from "../../paraglide/messages.js";

interface Particulars {
  readonly start: string;
  readonly end: string;
  readonly seconds: string;
  readonly track: string;
}

const SENTENCES: Readonly<Record<Schemas["Note"]["code"], (told: Particulars) => string>> = {
  gap: m.note_gap,
  sound_gap: m.note_sound_gap,
  picture_gap: m.note_picture_gap,
  jump_ahead: m.note_jump_ahead,
  joined: m.note_joined,
  tracks_apart: m.note_tracks_apart,
  broke_off: m.note_broke_off,
  sound_track: m.note_sound_track,
  channels_cancel: m.note_channels_cancel,
};

export function notesOf({ notes }: Pick<Report, "notes">, locale: string): string[] {
  return notes.map(({ code, start_s, end_s, seconds, track }) =>
    SENTENCES[code]({
      start: clock(start_s ?? 0),
      end: clock(end_s ?? 0),
      seconds: number(seconds ?? 0, locale, 1),
      track: track ?? "",
    }),
  );
}
