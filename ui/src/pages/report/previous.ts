/** Which attempt this one is compared with. */
import type { AttemptRecord } from "../../api/client";

/** The newest earlier attempt at the same interview (or the same question of one's own) of which there are figures. */
export function previousOf(
  record: AttemptRecord,
  newestFirst: readonly AttemptRecord[],
): AttemptRecord | undefined {
  if (!record.interview_id && !record.question) return undefined;
  return newestFirst.find(
    (other) =>
      other.record_id !== record.record_id &&
      other.interview_id === record.interview_id &&
      other.question === record.question &&
      (other.date ?? "") < (record.date ?? "") &&
      Object.values(other.figures ?? {}).some((figure) => figure !== null),
  );
}
