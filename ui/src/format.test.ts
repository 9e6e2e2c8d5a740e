import { describe, expect, it } from "vitest";
import { clock, dateTime, difference, number, percent, plain, secondsOf } from "./format";

describe("in the reader's language", () => {
  it("dates", () => {
    expect(dateTime("2026-11-24T12:00:00Z", "en")).toContain("Nov 24, 2026");
    expect(dateTime("2026-11-24T12:00:00Z", "pt-BR")).toContain("24 de nov. de 2026");
    expect(dateTime("yesterday", "en")).toBe("yesterday");
  });

  it("numbers", () => {
    expect(number(1234.56, "en", 1)).toBe("1,234.6");
    expect(number(1234.56, "pt-BR", 1)).toBe("1.234,6");
    expect(percent(0.935, "en")).toBe("94%");
  });

  it("differences, with a sign that is not a hyphen", () => {
    expect(difference(12.4, "en")).toBe("+12");
    expect(difference(-0.35, "pt-BR", 1)).toBe("−0,3");
    expect(difference(-0.04, "en", 1)).toBe("±0.0");
  });
});

it.each([
  [0, "0:00"],
  [7.9, "0:07"],
  [750, "12:30"],
  [3723, "1:02:03"],
  [-1, "0:00"],
])("%s s is %s", (time_s, text) => {
  expect(clock(time_s)).toBe(text);
});

it("reads the guide's durations", () => {
  expect(secondsOf("00:02:05")).toBe(125);
  expect(secondsOf("2:05")).toBeUndefined();
  expect(secondsOf(null)).toBeUndefined();
});

it("searches without case and accents", () => {
  expect(plain("Demonstração ÀS três")).toBe("demonstracao as tres");
});
