import { expect, it } from "vitest";
import { setLocale } from "../../paraglide/runtime.js";
import { offeredOf, otherLanguagesOf } from "./languages";

function told(...stretches: [language: string, offered: boolean, start_s: number, end_s: number][]) {
  const other_languages = stretches.map(([language, offered, start_s, end_s]) => ({
    language,
    offered,
    start_s,
    end_s,
  }));
  return { duration_s: 60, other_languages };
}

it("says from when on another language was heard, and whether it is offered", () => {
  void setLocale("en", { reload: false });
  const others = otherLanguagesOf(
    told(["de", false, 34, 60], ["pt", true, 10, 20], ["pt", true, 0, 59.5]),
    "en",
  );
  expect(others.map(({ sentence }) => sentence)).toEqual([
    "From 0:34 on German was heard; what was said there is not judged. That language is not offered.",
    "From 0:10 to 0:20 Portuguese was heard; what was said there is not judged.",
    "Portuguese was heard, and not the language in which the words were written down; they are not judged.",
  ]);
});

it("says it in Portuguese", () => {
  void setLocale("pt-BR", { reload: false });
  expect(otherLanguagesOf(told(["en", true, 34, 60]), "pt-BR")[0]?.sentence).toBe(
    "A partir de 0:34 foi ouvido outro idioma (inglês); o que foi dito ali não é avaliado.",
  );
  void setLocale("en", { reload: false });
});

it("offers each language once", () => {
  const others = otherLanguagesOf(told(["pt", true, 0, 9], ["de", false, 9, 20], ["pt", true, 20, 60]), "en");
  expect(offeredOf(others)).toEqual([{ language: "pt", name: "Portuguese" }]);
  expect(offeredOf(otherLanguagesOf(told(), "en"))).toEqual([]);
});
