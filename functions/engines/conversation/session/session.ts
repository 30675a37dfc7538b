import { sessionIsOver } from "../../../../shared/contracts/conversation/conversation-session.ts";
import { ownerOf } from "../../../../shared/customers/identity.ts";
import type { MessageReceived, MessageRequested } from "../../../../shared/events/index.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { failureEventId } from "../../../../shared/runtime/failures/failure.ts";
import type { Event } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import { newConversation } from "../conversations.ts";
import { beginSession } from "../features/all-features.ts";
import { nothingSpent } from "../handoff/spent.ts";

/** True when this message starts a session: the first message, or the first after the session is over. */
export function opensSession(conversation: Conversation | undefined, now: Date): boolean {
  return !conversation || sessionIsOver(conversation, now);
}

/** Whose session it is: their place in a rollout chooses its configuration. */
export function sessionOwner(
  ids: TenantIds,
  conversation: Pick<Conversation, "channel" | "customer"> | undefined,
  from: { readonly channel: Conversation["channel"]; readonly address: string; readonly claim?: string | undefined },
): string {
  return conversation ? ownerOf(ids, conversation) : ownerOf(ids, { channel: from.channel, customer: from });
}

/** Applies an inbound message to the conversation. `config` is set when the message starts a session. */
export function applyInbound(
  ids: TenantIds,
  conversation: Conversation | undefined,
  event: Event<MessageReceived>,
  config: Conversation["config"] | null,
): Conversation {
  const { data, occurredAt } = event;
  if (conversation)
    return {
      ...(config ? renewSession(conversation, config, occurredAt) : conversation),
      // Whoever put it off is to see the message. The task that was to end this finds nothing to end.
      snooze: undefined,
      lastInboundAt: occurredAt,
      thread: data.thread ?? conversation.thread,
      customer: {
        ...conversation.customer,
        // An older release stored the id of the person that the customer named.
        id: ownerOf(ids, conversation),
        // As the provider spells it now: it may know no other spelling.
        address: data.customerAddress,
        name: data.customerName ?? conversation.customer.name,
      },
    };
  return createConversation(ids, config, {
    ...data,
    id: data.conversationId,
    address: data.customerAddress,
    name: data.customerName,
    claim: data.claim,
    at: occurredAt,
    lastInboundAt: occurredAt,
  });
}

/** A known customer's conversation at the beginning of a new session, by the configuration that is active now. */
export function renewSession(conversation: Conversation, config: Conversation["config"], at: string): Conversation {
  return {
    ...beginSession(conversation),
    sessionAt: at,
    config,
    status: "active",
    escalation: null,
    handoff: null,
    spent: nothingSpent,
  };
}

/** Creates a conversation that the product starts. */
export function openOutbound(
  ids: TenantIds,
  event: Event<Pick<MessageRequested, "conversationId" | "recipient">>,
  config: Conversation["config"] | null,
): Conversation {
  const { conversationId: id, recipient } = event.data;
  const at = event.occurredAt;
  return createConversation(ids, config, { ...recipient, id, thread: null, at, lastInboundAt: null });
}

/** An active conversation in which nothing was said yet. @throws Error without a configuration */
export function createConversation(
  ids: TenantIds,
  config: Conversation["config"] | null,
  {
    at,
    address,
    name,
    claim,
    ...from
  }: Pick<Conversation, "id" | "channel" | "accountAddress" | "thread" | "lastInboundAt"> & {
    readonly address: string;
    readonly name: string | null;
    readonly claim?: string | undefined;
    readonly at: string;
  },
): Conversation {
  if (!config) throw new Error("A new conversation needs a configuration.");
  const customer = { address, name, ...(claim === undefined ? {} : { claim }) };
  return newConversation({
    id: from.id,
    channel: from.channel,
    accountAddress: from.accountAddress,
    customer: { id: ownerOf(ids, { channel: from.channel, customer }), ...customer },
    config,
    status: "active",
    escalation: null,
    handoff: null,
    spent: nothingSpent,
    summary: "",
    recent: [],
    pending: [],
    burst: null,
    context: {},
    language: "en",
    lastInboundAt: from.lastInboundAt,
    thread: from.thread,
    turnCount: 0,
    sessionAt: at,
    createdAt: at,
    updatedAt: at,
  });
}

/**
 * True for the replay of a message that was handed to a person when it failed. They have it before them, so it is not
 * recorded and not answered again.
 */
export function isLeftToPerson(conversation: Conversation, { id }: { readonly id: string }): boolean {
  const failed = failureEventId(id, turnStepName);
  return conversation.recent.some(({ turnId }) => turnId === failed);
}
export const turnStepName = "conversation-turn";
