import { z } from "zod";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

const Participation = z.object({
  /** The last month whose shares were given: `2026-11`. */
  lastMonth: z.string(),
  /** The newest month that was published when it looked. */
  publishedMonth: z.string().default(""),
});
export type Participation = z.infer<typeof Participation>;

/** How far a tenant has given its shares. One document for each tenant that takes part. */
export const participations = ownedDocument<Participation>({
  name: "village-participations",
  state: Participation,
  indexes: [],
  confidential: false,
  personal: "nothing",
});
