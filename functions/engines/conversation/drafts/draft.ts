import { z } from "zod";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

/** `rerun`: it answers one turn of a customer's conversation again, and takes no other message. */
export const DraftPurpose = z.literal(["test", "rerun"]);
export type DraftPurpose = z.infer<typeof DraftPurpose>;

const Draft = z.object({
  id: z.string(),
  configName: z.string(),
  /** Absent in a draft of an older release: a test. */
  purpose: DraftPurpose.optional(),
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

/**
 * How long a draft lasts, in minutes. A rerun holds a customer's words, and needs no longer than its answer; what a late step
 * writes about it must still be removed with it.
 */
export const draftMinutes: Readonly<Record<DraftPurpose, number>> = { test: 60, rerun: 10 };
