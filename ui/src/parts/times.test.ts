import { describe, expect, it } from "vitest";
import { inWords, minutesAndSeconds, roundedLeft, timeLeft_s } from "./times";

it("writes seconds as a clock", () => {
  expect([0, 9.4, 59.6, 125, -1].map(minutesAndSeconds)).toEqual(["0:00", "0:09", "1:00", "2:05", "0:00"]);
});

it("says seconds in words of the reader's language", () => {
  expect(inWords(90, "en")).toBe("1 minute, 30 seconds");
  expect(inWords(120, "pt-BR")).toBe("2 minutos");
  expect(inWords(0, "en")).toBe("0 seconds");
});

describe("the time left", () => {
  it("is not told before it is known", () => {
    expect(timeLeft_s(0.5, 1)).toBeUndefined();
    expect(timeLeft_s(0.01, 60)).toBeUndefined();
  });

  it("goes on at the speed so far", () => {
    expect(timeLeft_s(0.25, 10)).toBeCloseTo(30, 6);
    expect(timeLeft_s(1, 10)).toBe(0);
  });

  it("is rounded up, in seconds below a minute", () => {
    expect(roundedLeft(0.2)).toEqual({ unit: "seconds", number: 5 });
    expect(roundedLeft(31)).toEqual({ unit: "seconds", number: 35 });
    expect(roundedLeft(58)).toEqual({ unit: "minutes", number: 1 });
    expect(roundedLeft(61)).toEqual({ unit: "minutes", number: 2 });
  });
});
