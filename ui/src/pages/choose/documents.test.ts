import { expect, it, test, vi } from "vitest";
import { ApiError } from "../../api/error";

vi.stubGlobal("document", { baseURI: "http://127.0.0.1/", cookie: "" });
const { textOf, whyNot } = await import("./documents");

test.each([
  ["a password", new ApiError(422, "The server's.", 0, "document_locked"), "password"],
  ["too little text", new ApiError(422, "The server's.", 0, "too_little_text"), "at least 20 characters"],
  ["its size", new ApiError(413, "The server's."), "larger than 2 MB"],
  ["the server's sentence where it has no own", new ApiError(503, "Others are first."), "Others are first."],
  ["how long to wait", new ApiError(429, "Too many.", 41.2), "42 seconds"],
  ["that no answer came", new ApiError(0, ""), "cannot be reached"],
])("a refused document tells %s", (_, error, said) => {
  expect(whyNot(error)).toContain(said);
});

it("sends the file under its own name and answers its text", async () => {
  const sent: FormData[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(await request.formData());
    return Response.json({ text: "Maria Silva", characters: 11 });
  });
  expect(await textOf(new File(["%PDF"], "cv.pdf"))).toEqual({ text: "Maria Silva", characters: 11 });
  expect(sent[0]?.get("document")).toMatchObject({ name: "cv.pdf", size: 4 });
});
