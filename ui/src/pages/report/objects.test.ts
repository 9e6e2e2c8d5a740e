import { expect, it } from "vitest";
import { setLocale } from "../../paraglide/runtime.js";
import { objectsOf } from "./objects";

const found = (labels: string[], not_looked_for: string[]) => ({
  status: "analysed" as const,
  labels,
  not_looked_for,
});
const UNKNOWN = ["cap", "hat", "sunglasses"];

it("says what was seen, and never that something is not there which nobody looked for", () => {
  void setLocale("en", { reload: false });
  expect(objectsOf(found(["phone"], UNKNOWN), "en")).toEqual([
    "Seen: phones.",
    "Not looked for: caps, hats, and sunglasses.",
  ]);
  expect(objectsOf(found([], UNKNOWN), "en")).toEqual([
    "Looked for and not seen: phones. What is small, half hidden or shown for a moment can be missed.",
    "Not looked for: caps, hats, and sunglasses.",
  ]);
  expect(objectsOf(found(["another_person", "hat"], []), "en")[0]).toBe("Seen: another person and hats.");
});

it("says it in the reader's language", () => {
  void setLocale("pt-BR", { reload: false });
  expect(objectsOf(found(["phone"], UNKNOWN), "pt-BR")).toEqual([
    "Vistos: celulares.",
    "Não procurados: bonés, chapéus e óculos escuros.",
  ]);
  void setLocale("en", { reload: false });
});

it("says nothing where nothing was looked for", () => {
  expect(objectsOf(undefined, "en")).toEqual([]);
  const code = "no_object_engine" as const;
  expect(objectsOf({ status: "not_analysed", reason: "No engine.", code }, "en")).toEqual([]);
});
