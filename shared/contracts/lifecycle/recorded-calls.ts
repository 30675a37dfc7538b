import { z } from "zod";
import type { Collection, Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { ownerOfDocuments } from "../sandbox-owner.ts";

/** What a tool answered in a conversation that is replayed. */
export const RecordedCall = z.object({
  name: z.string(),
  /** JSON, without what names the customer. */
  arguments: z.string(),
  /** JSON: the same with every number and code masked, as the customer's messages are in a replay. */
  masked: z.string(),
  /** JSON, without what names the customer. Null: the call failed. */
  result: z.string().nullable(),
  /** Why it failed. */
  error: z.string().nullable(),
});
export type RecordedCall = z.infer<typeof RecordedCall>;

const Recorded = z.object({ recordedCalls: z.array(RecordedCall).default([]) });

/** The calls of a replayed conversation, by its session in the sandbox. The automation engine owns these documents. */
export const replayedConversationCalls: Collection<z.infer<typeof Recorded>> = {
  name: "automation-replayed-conversations",
  schema: Recorded,
  indexes: [],
  confidential: true,
  personal: "declared-by-owner",
};

/** Undefined where nothing is replayed: in a test chat, a scenario, a demo, and outside of sandboxes. */
export async function recordedCallsOf(
  documents: Pick<Documents, "get">,
  { tenantId, session }: { readonly tenantId: TenantId; readonly session: string },
): Promise<readonly RecordedCall[] | undefined> {
  const owner = await ownerOfDocuments(documents, tenantId);
  if (owner === tenantId) return undefined;
  return (await documents.get(owner, replayedConversationCalls, session))?.data.recordedCalls;
}
