import { expect, test } from "vitest";
import { ApiError } from "../api/error";
import { refusal } from "./refusal";

const WRONG = { 401: () => "Wrong." };

test.each([
  ["its meaning there", new ApiError(401, "The server's."), "Wrong."],
  ["the server's sentence where it means nothing there", new ApiError(409, "The server's."), "The server's."],
  ["how many minutes to wait", new ApiError(429, "Too many.", 841), "15 minutes"],
  ["how many seconds to wait", new ApiError(429, "Too many.", 41.2), "42 seconds"],
  [
    "that a password is weak, whatever its status means there",
    new ApiError(401, "", 0, "weak_password"),
    "guessed",
  ],
  ["that no answer came", new ApiError(0, ""), "cannot be reached"],
])("a refusal says %s", (_, error, said) => {
  expect(refusal(error, WRONG)).toContain(said);
});
