import { z } from "zod";
import { ResearchRunSubject, researchRunSubjects } from "../../../../shared/contracts/lifecycle/research-run.ts";
import type { ResearchRequested } from "../../../../shared/events/lifecycle/research.ts";
import { ResearchSourceKind } from "../../../../shared/events/lifecycle/research-claims.ts";
import { joinSchema } from "../../../../shared/runtime/fan-out.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

export const RunStatus = z.enum(["collecting", "reporting", "completed", "cancelled"]);

export const SourceEnd = z.object({ pages: z.number().int() });

const ResearchRun = ResearchRunSubject.extend({
  status: RunStatus,
  /** The sources that take part, and those that have ended. */
  sources: z.array(ResearchSourceKind),
  join: joinSchema(SourceEnd),
  /** The newest report that was asked for, and the newest that is written: 0 before the first. */
  askedRevision: z.number().int(),
  revision: z.number().int(),
  facts: z.number().int(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type ResearchRun = z.infer<typeof ResearchRun>;

/** Researches of businesses: what was asked, which sources still collect, and whether the report is written. */
export const researchRuns = ownedDocument<ResearchRun>({
  name: researchRunSubjects.name,
  state: ResearchRun as unknown as z.ZodType<ResearchRun>,
  indexes: [["createdAt"]],
  confidential: true,
  // What a business says of itself in public, and no customer.
  personal: "nothing",
});

export function newRun(
  { runId: id, type, subject, by }: ResearchRequested,
  parts: Pick<ResearchRun, "sources" | "join"> & { readonly at: string },
): ResearchRun {
  const { sources, join, at } = parts;
  return {
    id,
    type,
    subject,
    status: "collecting",
    sources,
    join,
    askedRevision: 0,
    revision: 0,
    facts: 0,
    createdBy: by,
    createdAt: at,
    updatedAt: at,
  };
}
