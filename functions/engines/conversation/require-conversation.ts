import { requireState } from "../../../shared/http/require-state.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { Conversation } from "./conversation.ts";
import { conversations } from "./conversations.ts";
import { movedConversations } from "./moved-conversations.ts";

/**
 * Reads a conversation, by an id that it had before too: its own id is in what is returned.
 * @throws Problem 404 `conversation-not-found`
 */
export async function requireConversation(documents: Documents, tenantId: TenantId, id: string): Promise<Conversation> {
  const stored = await documents.get(tenantId, conversations.collection, id);
  if (stored) return stored.data.state;
  const moved = await documents.get(tenantId, movedConversations, id);
  return requireState(documents, tenantId, conversations, { id: moved?.data.to ?? id, what: "conversation" });
}
