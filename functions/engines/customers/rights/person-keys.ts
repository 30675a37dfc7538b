import { conversationIdOf } from "../../../../shared/channels/addresses/recipient.ts";
import { channels, isAddressKindOf } from "../../../../shared/channels/definitions.ts";
import {
  type ConversationSummary,
  conversationKeys,
} from "../../../../shared/contracts/conversation/conversation-summary.ts";
import { identityOf, isOwnedBy, senderKeyOf } from "../../../../shared/customers/identity.ts";
import { readCustomer, readStoredCustomer } from "../../../../shared/customers/store.ts";
import type { ChannelType } from "../../../../shared/events/conversation/conversation.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { Address, Person } from "../../../../shared/platform/personal-data.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";

/**
 * Everything that leads to what is stored about the person: all ids, the current one first, the addresses that they are
 * known to have, and the conversations with these. A conversation has its id before its first message, and what waits
 * for it is found by that.
 */
export async function personById(documents: Documents, tenantId: TenantId, id: string): Promise<Person> {
  // The time is used only for a new customer, whose record is not written here.
  const { state } = await readCustomer(documents, tenantId, id, new Date(0));
  const customerIds = [...new Set([state.id, ...state.mergedFrom, id])];
  const records = await Promise.all(
    customerIds.map((each) => readStoredCustomer(documents, tenantId, each, new Date(0))),
  );
  const known: Address[] = records.flatMap(({ state: { identities } }) =>
    identities.filter(({ verified }) => verified),
  );
  const conversationIds = new Set<string>();
  for await (const { id: conversationId, channel, customer } of conversationsOf(documents, tenantId, customerIds)) {
    conversationIds.add(conversationId);
    // Of an address that nothing proves to be theirs, only what they left under the claim is theirs.
    known.push(identityOf(channel, senderKeyOf(customer)));
  }
  const addresses = [...new Map(known.map(({ kind, value }) => [`${kind}|${value}`, { kind, value }])).values()];
  const ids = await documents.ids(tenantId);
  for (const channel of Object.keys(channels) as ChannelType[])
    for (const { kind, value } of addresses)
      if (isAddressKindOf(channel, kind)) conversationIds.add(conversationIdOf(ids, channel, value));
  return { tenantId, ids, customerIds, conversationIds: [...conversationIds], addresses };
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
  const ids = await documents.ids(tenantId);
  for (const customerId of customerIds)
    for await (const conversation of conversationKeys(documents, tenantId, customerId))
      if (isOwnedBy(ids, conversation, customerIds)) yield conversation;
}
