import { z } from "zod";
import type { Collection } from "../../../../shared/platform/documents.ts";

const ReplacedRevision = z.object({ replacedBy: z.string(), at: z.string() });
export type ReplacedRevision = z.infer<typeof ReplacedRevision>;

/** Revisions of the voice runner that take no more calls, in the platform's scope under their names. */
export const replacedRevisions: Collection<ReplacedRevision> = {
  name: "replaced-voice-revisions",
  schema: ReplacedRevision,
  indexes: [],
  confidential: false,
  personal: "nothing",
};
