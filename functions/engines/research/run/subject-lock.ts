import { z } from "zod";
import type { ResearchSubject } from "../../../../shared/events/lifecycle/research.ts";
import type { Collection } from "../../../../shared/platform/documents.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { normalized } from "../../../../shared/schema/bounded-text.ts";

const SubjectLock = z.object({ runId: z.string(), at: z.string() });
type SubjectLock = z.infer<typeof SubjectLock>;

/** The newest run of each business of a client, so that two runs of one business never ask its servers at the same time. */
export const subjectLocks: Collection<SubjectLock> = {
  name: "research-subjects",
  schema: SubjectLock,
  indexes: [],
  confidential: false,
  personal: "nothing",
};

/** A business is told by its site; without one by its name, its city and its place on the map. */
export function subjectKey({ name, site, city, placeId }: ResearchSubject): string {
  const words = (text: string | null) =>
    normalized(text ?? "", "NFKC")
      .toLowerCase()
      .replace(/\s+/g, " ")
      .trim();
  return site === null
    ? deriveId("research-name", words(name), words(city), placeId ?? "")
    : deriveId("research-site", new URL(site).host.replace(/^www\./, ""), words(name));
}
