import type { ResearchSubject } from "../../../../shared/events/lifecycle/research.ts";
import type { ResearchFinding, ResearchSourceKind } from "../../../../shared/events/lifecycle/research-claims.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { StepContext } from "../../../../shared/runtime/step.ts";

/**
 * A source of a run: the website, a map, a social network. Its work is cut into parts. Each part is one step, so a killed
 * process goes on where it was, and no source waits for another.
 */
export interface Source {
  readonly kind: ResearchSourceKind;
  /** False where nothing is known by which the business could be found here. The source then takes no part. */
  applies(subject: ResearchSubject): boolean;
  /**
   * False where the source cannot find the business for want of an account. It then takes part all the same and says so, but
   * a run needs another source. Absent: it can.
   */
  canFind?(tenantId: TenantId, subject: ResearchSubject): Promise<boolean>;
  /**
   * Collects one bounded part: a page, a place's details, one call to a network. It may run again after a crash, so what
   * has a cost or an effect outside goes through `ctx.effect`. A failure is a value (`failed`), so that the other sources
   * go on; a RetryableError is retried five times and then counts as a failure.
   */
  collect(request: PartRequest, ctx: StepContext): Promise<Part>;
}

export interface PartRequest {
  readonly tenantId: TenantId;
  readonly runId: string;
  readonly subject: ResearchSubject;
  /** When the run began. Time limits count from here. */
  readonly startedAt: string;
  /** 0 for the first part. */
  readonly round: number;
  /** `Part.cursor` of the part before. Undefined for the first. The source parses it with its own schema. */
  readonly cursor: unknown;
}

export interface Part {
  readonly pages: readonly CollectedPage[];
  /** What could not be read, and why. At most ten of a source are kept. */
  readonly problems: readonly PartProblem[];
  /** What the next part needs to know. At most 250 KB of JSON. */
  readonly cursor: unknown;
  readonly progress: Progress;
  readonly next: Next;
}

export interface PartProblem {
  readonly url: string;
  readonly code: string;
  readonly detail: string;
}

/** `total` is null while nobody knows it. `now` says what happens, for a person. */
export interface Progress {
  readonly done: number;
  readonly total: number | null;
  readonly now: string;
}

export type Next =
  | { readonly type: "more"; readonly afterMs: number }
  | {
      readonly type: "done";
      readonly stoppedBy: "finished" | "page-limit" | "time-limit" | "crawl-delay";
      readonly detail: string;
    }
  | { readonly type: "failed"; readonly code: string; readonly detail: string };

/**
 * A text that is stored, and what it says. Findings name spans of `text`. One whose span does not say its value is refused
 * before it is stored (`facts/says.ts`).
 */
export interface CollectedPage {
  /** Unique in the run, and the same when the part runs again: `deriveId(runId, kind, url)`. */
  readonly id: string;
  readonly url: string | null;
  readonly title: string;
  readonly text: string;
  readonly fetchedAt: string;
  readonly findings: readonly ResearchFinding[];
  /** Reviews of the business in this text. */
  readonly reviews?: readonly ReviewSpan[];
  /** Other businesses of its kind that this text names. */
  readonly competitors?: readonly CompetitorSpan[];
  /** When the source's terms demand that it is forgotten. */
  readonly expiresAt?: string;
}

export interface ReviewSpan {
  readonly span: ResearchFinding["span"];
  /** Of five; null when it has none. */
  readonly rating: number | null;
  /** When it was written; null when nobody says. */
  readonly at: string | null;
  readonly language: string | null;
}

export interface CompetitorSpan {
  readonly span: ResearchFinding["span"];
  readonly name: string;
  readonly url: string | null;
  /** Of five. */
  readonly rating: number | null;
  /** How many ratings. */
  readonly reviews: number | null;
}
