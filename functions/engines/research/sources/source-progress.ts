import { z } from "zod";
import { SourceOutcome } from "../../../../shared/contracts/lifecycle/research.ts";
import { ResearchSourceKind } from "../../../../shared/events/lifecycle/research-claims.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

const SourceProgress = z.object({
  runId: z.string(),
  kind: ResearchSourceKind,
  status: SourceOutcome.shape.status,
  /** The part that comes next. */
  round: z.number().int(),
  /** What the source itself remembers between parts, as JSON. */
  cursor: z.string(),
  done: z.number().int(),
  total: z.number().int().nullable(),
  now: z.string(),
  pages: z.number().int(),
  stoppedBy: z.string(),
  detail: z.string(),
  problems: SourceOutcome.shape.problems,
  updatedAt: z.string(),
});
export type SourceProgress = z.infer<typeof SourceProgress>;

/** How far each source of a run is: one document for each, `{runId}.{kind}`. */
export const sourceProgresses = ownedDocument<SourceProgress>({
  name: "research-sources",
  state: SourceProgress as unknown as z.ZodType<SourceProgress>,
  indexes: [["runId", "kind asc"]],
  confidential: true,
  personal: "nothing",
});

export const sourceLimits = { cursorBytes: 250_000, problems: 10, detail: 300, now: 200 } as const;

export function progressId(runId: string, kind: string): string {
  return `${runId}.${kind}`;
}

export function newProgress(runId: string, kind: SourceProgress["kind"], at: string): SourceProgress {
  return {
    runId,
    kind,
    status: "collecting",
    round: 0,
    cursor: "null",
    done: 0,
    total: null,
    now: "Waiting",
    pages: 0,
    stoppedBy: "",
    detail: "",
    problems: [],
    updatedAt: at,
  };
}

export function outcomeOf(progress: SourceProgress): SourceOutcome {
  const { kind, status, pages, stoppedBy: stopped_by, detail, problems } = progress;
  return { kind, status, pages, stopped_by, detail, problems };
}
