import { z } from "zod";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

const Proposal = z.object({
  configName: z.string(),
  /** The run and the version that the pull request shows. */
  runId: z.string(),
  version: z.number().int(),
  /** OWNER/NAME. */
  repository: z.string(),
  branch: z.string(),
  path: z.string(),
  /** `none`: it is not open yet, or the repository has the very text already. */
  state: z.literal(["none", "open", "merged", "closed"]),
  number: z.number().int().nullable(),
  url: z.string().nullable(),
  /** Git's name of the content that we wrote last. Another one on the branch is somebody's edit. */
  fileSha: z.string().nullable(),
  /** GitHub's time of the state. */
  updatedAt: z.string().nullable(),
  /** Why it does not go on, for people. */
  failure: z.string().nullable(),
});
export type Proposal = z.infer<typeof Proposal>;

/** The pull request of each configuration of a tenant, by the configuration's name. */
export const automationProposals = ownedDocument<Proposal>({
  name: "automation-proposals",
  state: Proposal,
  indexes: [],
  confidential: true,
  // Addresses at GitHub. Of customers: nothing.
  personal: "nothing",
});
