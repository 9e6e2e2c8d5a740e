import { expect, test } from "vitest";
import { addressesIn } from "./addresses";

test("addresses are found however they are written, each once", () => {
  expect(addressesIn("ana@b.c, bob@b.c;\n eve@b.c\nana@b.c ")).toEqual(["ana@b.c", "bob@b.c", "eve@b.c"]);
  expect(addressesIn(" \n")).toEqual([]);
});
