import type { Attachment } from "../events/index.ts";

/** The source of a fact in an answer. The guard checks claims and prices against it, and replies cite it. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Files to send with an answer that cites this source. */
  readonly files?: readonly Attachment[];
}
