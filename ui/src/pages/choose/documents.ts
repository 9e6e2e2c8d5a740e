/** Documents that the server reads, so that a person sees their text before it is used. */
import { refusal } from "../../account/refusal";
import { ApiError, answered, api, type Schemas } from "../../api/client";
import { m } from "../../paraglide/messages.js";

/** Endings of the kinds that are read. */
export const ENDINGS = [
  ".pdf",
  ".docx",
  ".docm",
  ".dotx",
  ".dotm",
  ".odt",
  ".rtf",
  ".html",
  ".htm",
  ".txt",
  ".md",
];

const REFUSED: Readonly<Record<string, () => string>> = {
  document_broken: m.document_broken,
  document_kind: m.document_kind,
  document_locked: m.document_locked,
  document_without_text: m.document_without_text,
  too_little_text: m.document_too_little,
};

/** Its text; throws ApiError. Nothing of it is kept. */
export function textOf(file: File): Promise<Schemas["DocumentText"]> {
  const form = new FormData();
  form.append("document", file, file.name);
  return answered(api.POST("/documents/text", { body: { document: file.name }, bodySerializer: () => form }));
}

/** Why a document or its text was not taken, in the reader's language. */
export function whyNot(error: unknown): string {
  const said = error instanceof ApiError ? REFUSED[error.code] : undefined;
  return said?.() ?? refusal(error, { 413: m.document_too_large });
}
