import { type ConversationSummary, conversationKeys } from "../../../shared/contracts/conversation-summary.ts";
import { isOwnedBy } from "../../../shared/customers/identity.ts";
import type { PersonKeys } from "../../../shared/customers/personal-documents.ts";
import { readCustomer } from "../../../shared/customers/store.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";

/** All ids of the person, the current one first, and the ids of all their conversations. */
export async function keysOf(documents: Documents, tenantId: TenantId, id: string): Promise<PersonKeys> {
  // The time is used only for a new customer, whose record is not written here.
  const { state } = await readCustomer(documents, tenantId, id, new Date(0));
  const customerIds = [...new Set([state.id, ...state.mergedFrom, id])];
  const conversationIds: string[] = [];
  for await (const { id: conversationId } of conversationsOf(documents, tenantId, customerIds))
    conversationIds.push(conversationId);
  return { customerIds, conversationIds };
}

/**
 * The conversations of the person with these ids. One that an older release stored under the id of somebody whom the
 * customer named is not that person's.
 */
export async function* conversationsOf(
  documents: Documents,
  tenantId: TenantId,
  customerIds: readonly string[],
): AsyncGenerator<ConversationSummary> {
  for (const customerId of customerIds)
    for await (const conversation of conversationKeys(documents, tenantId, customerId))
      if (isOwnedBy(tenantId, conversation, customerIds)) yield conversation;
}
