/** The calls to the server that an upload consists of. */
import { ApiError, answered, api } from "../api/client";
import { type Part, type PlannedPart, sha256 } from "./parts";
import type { QueueEvent, Step } from "./queue";
import type { Source } from "./source";

const CALL_MS = 30_000;
/** 5 MiB at 350 kbit/s. */
const PART_MS = 120_000;

export type Call = Exclude<Step, { do: "rest" } | { do: "end" }>;

/** Do one step; throws ApiError when the server refuses or does not answer. */
export function perform(step: Call, source: Source): Promise<QueueEvent> {
  switch (step.do) {
    case "begin":
      return begin(source);
    case "send":
      return send(step.part, source);
    case "complete":
      return complete(step.parts, source);
  }
}

/** Forget a recording on the server that is not complete. */
export async function abort(record_id: string): Promise<void> {
  await answered(api.DELETE("/uploads/{record_id}", { params: { path: { record_id } }, signal: soon() }));
}

async function begin(source: Source): Promise<QueueEvent> {
  const body = { filename: source.filename, language: source.record().language ?? null };
  const upload = await answered(api.POST("/uploads", { body, signal: soon() }));
  return { type: "begun", held: upload.parts, agreed: source.agreed() };
}

async function send(planned: PlannedPart, source: Source): Promise<QueueEvent> {
  const bytes = await source.read(planned);
  const part: Part = { number: planned.number, size: bytes.size, sha256: await sha256(bytes) };
  await source.agree(part);
  const path = { record_id: source.record_id };
  const where = await answered(
    api.POST("/uploads/{record_id}/parts", { params: { path }, body: part, signal: soon() }),
  );
  const request = { method: where.method, headers: where.headers, body: bytes };
  const response = await fetch(where.url, { ...request, signal: AbortSignal.timeout(PART_MS) }).catch(() => {
    throw new ApiError(0, "");
  });
  if (!response.ok) throw new ApiError(response.status, "");
  return { type: "sent", part };
}

/** The record first: the analysis begins with the last part, and wants to know which question was asked when. */
async function complete(parts: readonly Part[], source: Source): Promise<QueueEvent> {
  await answered(api.POST("/record", { body: source.record(), signal: soon() }));
  const path = { record_id: source.record_id };
  const body = { parts: [...parts] };
  await answered(api.POST("/uploads/{record_id}/complete", { params: { path }, body, signal: soon() }));
  return { type: "completed" };
}

function soon(): AbortSignal {
  return AbortSignal.timeout(CALL_MS);
}
