import { z } from "zod";
import { readPhoneNumber } from "../../../shared/channels/addresses/read-phone-number.ts";
import { accountAddressOf, channelFor, conversationIdOf } from "../../../shared/channels/addresses/recipient.ts";
import { channels, isCarried } from "../../../shared/channels/definitions.ts";
import type { TenantConfig } from "../../../shared/config/index.ts";
import {
  type ConversationSummary,
  conversationKeys,
  conversationSummaries,
} from "../../../shared/contracts/conversation/conversation-summary.ts";
import { standingOf } from "../../../shared/customers/customer.ts";
import { readCustomer } from "../../../shared/customers/store.ts";
import type { ChannelType, Recipient } from "../../../shared/events/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";

export interface Found {
  readonly conversationId: string;
  readonly recipient: Recipient;
  /** Undefined where it is not open yet. */
  readonly conversation?: ConversationSummary;
}

interface Search {
  readonly documents: Documents;
  readonly tenantId: TenantId;
  readonly config: TenantConfig;
  readonly now: Date;
}

export interface Reference {
  readonly customer_id?: string | undefined;
  readonly conversation_id?: string | undefined;
  readonly channel?: ChannelType | undefined;
  readonly address?: string | undefined;
}

/**
 * The conversation that the message goes to, which may not be open yet. Only addresses that the tenant names itself, or
 * that the customer has proven to own, are written to.
 * @throws Problem 404 `conversation-not-found` or `customer-not-found`; 422 `phone-invalid`, `email-invalid`,
 * `address-unproven`, `address-unknown` or `channel-not-connected`
 */
export async function findRecipient(search: Search, to: Reference): Promise<Found> {
  if (to.conversation_id !== undefined) return inConversation(search, to.conversation_id);
  if (to.customer_id !== undefined) return toCustomer(search, to.customer_id, to.channel);
  return toAddress(search, to.channel ?? "sms", to.address ?? "");
}

async function inConversation({ documents, tenantId }: Search, id: string): Promise<Found> {
  const stored = await documents.get(tenantId, conversationSummaries, id);
  if (!stored) throw new Problem(404, "conversation-not-found", `There is no conversation "${id}".`);
  return fromConversation(stored.data.state);
}

function fromConversation(conversation: ConversationSummary): Found {
  const { id, channel, accountAddress, customer } = conversation;
  if (customer.claim !== undefined) throw unproven();
  if (channels[channel].spoken)
    throw new Problem(422, "channel-not-connected", `A conversation on ${channel} takes no written messages.`);
  const { address, name } = customer;
  return { conversationId: id, recipient: { channel, accountAddress, address, name }, conversation };
}

/** On the named channel, else where the customer was last in contact, else at an address they have proven to own. */
async function toCustomer(search: Search, id: string, channel: ChannelType | undefined): Promise<Found> {
  const { documents, tenantId, config, now } = search;
  const customer = await readCustomer(documents, tenantId, id, now);
  let isKnown = customer.stored !== undefined;
  let newest: ConversationSummary | undefined;
  for (const customerId of new Set([id, customer.state.id, ...customer.state.mergedFrom])) {
    for await (const conversation of conversationKeys(documents, tenantId, customerId)) {
      isKnown = true;
      if (newest !== undefined && conversation.updatedAt <= newest.updatedAt) break;
      if (takesMessages(conversation, channel)) newest = conversation;
    }
  }
  if (newest) return fromConversation(newest);
  if (!isKnown) throw new Problem(404, "customer-not-found", `There is no customer "${id}".`);
  const kinds = channel === undefined ? (["phone", "email"] as const) : [channels[channel].identity.kind];
  const known = customer.state.identities.filter(({ kind }) => (kinds as readonly string[]).includes(kind));
  const proven = known.findLast((identity) => standingOf(identity) !== "claimed");
  if (!proven) {
    if (known.length > 0) throw unproven();
    throw new Problem(422, "address-unknown", "The customer has no address there. Name another channel.");
  }
  const chosen = channel ?? channelFor(config, proven.kind === "email" ? "email" : "phone");
  return findConnected(search, { channel: chosen, address: proven.value, name: customer.state.name });
}

function takesMessages({ channel, customer }: ConversationSummary, wanted: ChannelType | undefined): boolean {
  if (customer.claim !== undefined) return false;
  return wanted === undefined ? !channels[channel].spoken : channel === wanted;
}

async function toAddress(search: Search, channel: ChannelType, address: string): Promise<Found> {
  const { kind } = channels[channel].identity;
  if (kind === "phone") {
    const phone = readPhoneNumber(address);
    if (!phone) throw new Problem(422, "phone-invalid", "address is not a phone number. Write it as +919812345678.");
    return findConnected(search, { channel, address: phone.number, name: null });
  }
  if (kind === "email") {
    const email = z.email().safeParse(address.trim().toLowerCase());
    if (!email.success) throw new Problem(422, "email-invalid", "address is not an e-mail address.");
    return findConnected(search, { channel, address: email.data, name: null });
  }
  // An address that only the provider gives out stands for nobody until they have written.
  return inConversation(search, conversationIdOf(await search.documents.ids(search.tenantId), channel, address));
}

/** The conversation with an address, in which the customer may have written to another account of the tenant's. */
async function findConnected(
  { documents, tenantId, config }: Search,
  to: Omit<Recipient, "accountAddress">,
): Promise<Found> {
  const conversationId = conversationIdOf(await documents.ids(tenantId), to.channel, to.address);
  const stored = await documents.get(tenantId, conversationSummaries, conversationId);
  if (stored) return fromConversation(stored.data.state);
  const accountAddress = accountAddressOf(config, to.channel);
  if (accountAddress === null || !isCarried(to.channel))
    throw new Problem(422, "channel-not-connected", `There is no account for ${to.channel} under channels.input.`);
  return { conversationId, recipient: { ...to, accountAddress } };
}

function unproven(): Problem {
  return new Problem(
    422,
    "address-unproven",
    "Nothing proves that the address is the customer's: they only named it. Nothing is sent there unasked.",
  );
}
