import { describe, expect, it } from "vitest";
import { FLOOR_DBFS, levelOf, loudness } from "./level";

function sine(amplitude: number, offset = 0): Float32Array {
  return Float32Array.from({ length: 4800 }, (_, n) => offset + amplitude * Math.sin((2 * Math.PI * n) / 48));
}

describe("the level of the microphone", () => {
  it("is -3 dB below its peak for a sine", () => {
    const { rms_dbfs, peak_dbfs } = levelOf(sine(0.5));
    expect(peak_dbfs).toBeCloseTo(-6.02, 1);
    expect(rms_dbfs).toBeCloseTo(-9.03, 1);
  });

  it("falls by 20 dB for a tenth of the amplitude", () => {
    expect(levelOf(sine(0.5)).rms_dbfs - levelOf(sine(0.05)).rms_dbfs).toBeCloseTo(20, 3);
  });

  it("has a floor for nothing at all", () => {
    expect(levelOf(new Float32Array(100))).toEqual({ rms_dbfs: FLOOR_DBFS, peak_dbfs: FLOOR_DBFS });
    expect(levelOf([])).toEqual({ rms_dbfs: FLOOR_DBFS, peak_dbfs: FLOOR_DBFS });
  });
});

describe("what is told about it", () => {
  const pauses = Array.from({ length: 8 }, () => levelOf(sine(0.0001)));

  it.each([
    ["silent", 0.0005],
    ["quiet", 0.008],
    ["good", 0.1],
    ["clipping", 1],
  ])("is %s at amplitude %d", (told, amplitude) => {
    expect(loudness(Array.from({ length: 20 }, () => levelOf(sine(amplitude))))).toBe(told);
  });

  it("does not take pauses between words for quiet speech", () => {
    expect(loudness([...pauses, levelOf(sine(0.1)), levelOf(sine(0.1))])).toBe("good");
  });

  it("remembers one clipped moment", () => {
    expect(loudness([...pauses, levelOf(sine(1))])).toBe("clipping");
  });

  it("is silent before anything was heard", () => {
    expect(loudness([])).toBe("silent");
  });
});
