import type { Attachment } from "../events/index.ts";

/** Where a fact in an answer came from: what the guard checks claims and prices against, and what is cited. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Files that go with an answer that cites it. */
  readonly files?: readonly Attachment[];
}
