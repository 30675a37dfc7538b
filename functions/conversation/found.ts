import { Problem } from "../../shared/http/problem.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import type { TenantId } from "../../shared/platform/tenant.ts";
import { type Conversation, conversations } from "./conversation.ts";

/** Another tenant's conversation is not found, like one that never was. @throws Problem 404 `conversation-not-found` */
export async function found(documents: Documents, tenantId: TenantId, id: string): Promise<Conversation> {
  const stored = await documents.get(tenantId, conversations.collection, id);
  if (!stored) throw new Problem(404, "conversation-not-found", `There is no conversation "${id}".`);
  return stored.data.state;
}
