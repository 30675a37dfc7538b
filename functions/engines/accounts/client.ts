import { z } from "zod";
import { clientNames } from "../../../shared/contracts/accounts/account-names.ts";
import { ActivationApproval } from "../../../shared/contracts/accounts/client-approval.ts";
import type { Collection } from "../../../shared/platform/documents.ts";

export const clientStages = ["prospect", "research", "demo", "requirements", "pricing", "onboarding", "live"] as const;

const Client = z.object({
  name: z.string(),
  /** The name in lower case, for the search by its first letters. */
  nameKey: z.string(),
  stage: z.enum(clientStages),
  /** Clients that were added before this was kept have it from their next change of stage on. */
  stageSince: z.string().optional(),
  /** The subject of who works on the client. Until somebody takes it on, that is who added it. */
  owner: z.string().optional(),
  website: z.string().nullable(),
  /** `two`: a written configuration is activated only after somebody else has approved it. */
  approval: ActivationApproval.default("one"),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type Client = z.infer<typeof Client>;

/** The agency's clients and prospects, in the agency's scope. The id is the client's id. */
export const clients: Collection<Client> = {
  name: clientNames.name,
  schema: Client,
  indexes: [["createdAt"], ["nameKey"], ["stage", "createdAt desc"], ["stage", "nameKey asc"]],
  confidential: false,
  // Companies, and not their customers.
  personal: "nothing",
};
