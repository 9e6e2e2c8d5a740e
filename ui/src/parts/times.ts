/** Times as they are written on the page, pure. */

/** Seconds as M:SS. */
export function minutesAndSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Seconds in words, in a language: "1 minute, 30 seconds". */
export function inWords(seconds: number, locale: string): string {
  const whole = Math.round(seconds);
  const parts: [number, "minute" | "second"][] = [
    [Math.floor(whole / 60), "minute"],
    [whole % 60, "second"],
  ];
  return parts
    .filter(([number, unit]) => number > 0 || (whole === 0 && unit === "second"))
    .map(([number, unit]) =>
      new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(number),
    )
    .join(", ");
}

const LEAST_ELAPSED_S = 2;
const LEAST_DONE = 0.05;

/**
 * Time left if the rest goes as fast as what is done; `done` from 0 to 1. Undefined while too little is done to tell.
 */
export function timeLeft_s(done: number, elapsed_s: number): number | undefined {
  if (elapsed_s < LEAST_ELAPSED_S || done < LEAST_DONE) return undefined;
  return (elapsed_s * (1 - Math.min(1, done))) / done;
}

/** Rounded up to what such an estimate can honestly tell: 5 s below a minute, whole minutes above. */
export function roundedLeft(seconds: number): { unit: "seconds" | "minutes"; number: number } {
  const fives = Math.max(5, Math.ceil(seconds / 5) * 5);
  return fives < 60
    ? { unit: "seconds", number: fives }
    : { unit: "minutes", number: Math.ceil(seconds / 60) };
}
