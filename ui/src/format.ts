/** Dates, lengths and numbers as the reader's language writes them. */

/** "Nov 24, 2026, 2:05 PM" in the reader's time zone; the text itself where it is no date. */
export function dateTime(iso: string, locale: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(date);
}

/** "Nov 24" for the foot of a chart. */
export function shortDate(iso: string, locale: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" }).format(date);
}

/** "0:07", "12:30" or "1:02:03": a moment of a recording. */
export function clock(time_s: number): string {
  const whole = Math.max(0, Math.floor(time_s));
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(seconds).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** Seconds of the guide's "HH:MM:SS"; undefined for anything else. */
export function secondsOf(duration: string | null | undefined): number | undefined {
  const found = /^(\d{2,}):([0-5]\d):([0-5]\d)$/.exec(duration ?? "");
  return found ? Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3]) : undefined;
}

export function number(value: number, locale: string, digits = 0): string {
  return new Intl.NumberFormat(locale, {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  }).format(value);
}

export function percent(ratio: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(ratio);
}

/** "+12", "−3" or "±0": the difference of two figures as they are shown, so that it agrees with what is read. */
export function difference(value: number, locale: string, digits = 0): string {
  const shown = Number(value.toFixed(digits));
  if (shown === 0) return `±${number(0, locale, digits)}`;
  return `${shown > 0 ? "+" : "−"}${number(Math.abs(shown), locale, digits)}`;
}

/** For searching: lower case and without accents. */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
}
