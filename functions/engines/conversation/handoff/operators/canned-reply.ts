import { z } from "zod";
import type { Collection, Documents, Stored } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { SavedFileRef } from "../../files/saved-file.ts";

export const CannedReply = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  /** Saved files that go with it. */
  files: z.array(SavedFileRef).optional(),
});
export type CannedReply = z.infer<typeof CannedReply>;

const Kept = z.object({ replies: z.array(CannedReply) });
export type KeptReplies = z.infer<typeof Kept>;

/** The replies that a tenant's operators saved, in one document, besides those in the configuration. */
export const cannedReplies: Collection<KeptReplies> = {
  name: "canned-replies",
  schema: Kept,
  indexes: [],
  confidential: true,
  // The tenant's own texts.
  personal: "nothing",
};
export const cannedRepliesId = "all";

export function readCannedReplies(documents: Documents, tenantId: TenantId): Promise<Stored<KeptReplies> | undefined> {
  return documents.get(tenantId, cannedReplies, cannedRepliesId);
}
