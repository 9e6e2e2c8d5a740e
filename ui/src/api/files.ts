/** Files of a record. Their URLs are signed and short-lived, so they are asked for when they are needed. */
import { answered, api } from "./client";

/** A URL of the file at this key that is valid for a few minutes. */
export async function fileUrl(key: string): Promise<string> {
  return (await answered(api.GET("/download", { params: { query: { filename: key } } }))).url;
}

/** Hand the file at this key to the browser's downloads, under a name that a person would give it. */
export async function save(key: string, name: string): Promise<void> {
  const link = document.createElement("a");
  link.href = await fileUrl(key);
  link.download = name;
  link.click();
}

/** The ending of a key with its dot: ".webm". */
export function ending(key: string): string {
  return /\.[^./]+$/.exec(key)?.[0] ?? "";
}
