import { requireState } from "../../../../shared/http/require-state.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Conversation } from "../conversation.ts";
import { conversations } from "../conversations.ts";

/**
 * Reads a conversation.
 * @throws Problem 404 `conversation-not-found`
 */
export function requireConversation(documents: Documents, tenantId: TenantId, id: string): Promise<Conversation> {
  return requireState(documents, tenantId, conversations, { id, what: "conversation" });
}
