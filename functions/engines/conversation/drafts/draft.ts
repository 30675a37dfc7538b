import { z } from "zod";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

const Draft = z.object({
  id: z.string(),
  configName: z.string(),
  /** The tenant in which it answers. Nothing leaves it. */
  sandbox: TenantId,
  status: z.enum(["open", "closed"]),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
});
export type Draft = z.infer<typeof Draft>;

/** Configurations that somebody tries before they are stored. What was said in them lies in their sandbox tenants. */
export const drafts = ownedDocument<Draft>({
  name: "drafts",
  state: Draft,
  indexes: [["createdAt desc"]],
  confidential: true,
  // Of the client's people: who tries it. What is said belongs to the sandbox tenant, which ends with the draft.
  personal: "nothing",
});

/** The name of the one configuration of a draft's sandbox tenant. */
export const draftConfigName = "draft";
/** Its one conversation. */
export const draftSession = "draft";

export const draftMinutes = 60;
