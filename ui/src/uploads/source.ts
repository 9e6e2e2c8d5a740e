/** What is uploaded: a recording that may still grow, or a file. */
import type { NewRecord } from "./journal";
import type { Part, PlannedPart } from "./parts";

export interface Source {
  readonly record_id: string;
  /** `<record_id>.<ending>` */
  readonly filename: string;
  /** Whether it can be taken up again after the tab is gone. */
  readonly lasts: boolean;
  sizes(): readonly number[];
  /** Nothing more will come. */
  finished(): boolean;
  /** Parts that were agreed with the server before. */
  agreed(): readonly Part[];
  read(part: PlannedPart): Promise<Blob>;
  /** Write down that the server will be sent this part. */
  agree(part: Part): Promise<void>;
  /** What POST /record is told. */
  record(): NewRecord;
  /** The server has everything. */
  forget(): Promise<void>;
  /** Be told when there is more to send. */
  onMore(told: () => void): void;
}
