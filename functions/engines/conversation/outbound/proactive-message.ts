import { requiresOptIn } from "../../../../shared/channels/channel-settings.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { holderOf } from "../../../../shared/contracts/conversation/conversation-holder.ts";
import { recordContact } from "../../../../shared/customers/customer.ts";
import { mayContact } from "../../../../shared/customers/may-contact.ts";
import { type CustomerSnapshot, readCustomerOf, writeCustomer } from "../../../../shared/customers/store.ts";
import { personalDataMoved } from "../../../../shared/events/index.ts";
import {
  type MessageRequested,
  messageRequested,
  messageSettled,
} from "../../../../shared/events/outreach/messages.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { type Decision, type Event, type NewTask, newEvent, step } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import { conversations } from "../conversations.ts";
import type { ConversationDependencies } from "../dependencies.ts";
import { nothingSpent } from "../handoff/spent.ts";
import { earlierConversation, type Moved, withMove } from "../turn/moves/move-conversation.ts";
import { openOutbound, opensSession, sessionOwner } from "../turn/session.ts";
import { buildTurn } from "./build-turn.ts";

interface Gathered {
  readonly conversation: Conversation;
  readonly config: TenantConfig;
  readonly customer: CustomerSnapshot;
}

type Settlement = Pick<Parameters<typeof settledEvent>[1], "outcome" | "reason" | "until">;

/**
 * Sends a message that does not answer the customer. The commit decides whether it may be sent: a takeover, a customer
 * message or an opt-out in the meantime wins.
 */
export function sayStep(dependencies: ConversationDependencies) {
  const { documents } = dependencies.platform;

  /** A session that is over continues on the active configuration, as it does when the customer writes. */
  async function inSession(before: Conversation | undefined, event: Event<MessageRequested>, now: Date) {
    if (before && !opensSession(before, now)) return before;
    const { tenantId, data } = event;
    const ids = await documents.ids(tenantId);
    const name = data.configName ?? before?.config.name ?? null;
    const config = await dependencies.activeConfig(tenantId, name, sessionOwner(ids, before, data.recipient));
    return before ? { ...before, config, spent: nothingSpent } : openOutbound(ids, event, config);
  }

  return step<MessageRequested, Conversation, Gathered & { readonly moved?: Moved | undefined }>({
    name: "conversation-say",
    on: messageRequested,
    publishes: [messageSettled, personalDataMoved],
    schedules: [messageRequested],
    sends: true,
    document: conversations,
    documentId: (event) => event.data.conversationId,
    afterErasure: (event) => [
      settledEvent(event, { outcome: "skipped", reason: "erased", until: null, messageId: null }),
    ],

    async gather(stored, event, ctx) {
      const { tenantId, data } = event;
      const moved = stored ? undefined : await earlierConversation(documents, tenantId, data.recipient);
      const conversation = await inSession(stored ?? moved?.conversation, event, ctx.now);
      const { name, version } = conversation.config;
      const [config, customer] = await Promise.all([
        dependencies.config(tenantId, name, version),
        readCustomerOf(documents, tenantId, conversation, ctx.now),
      ]);
      return { conversation, config, customer, moved };
    },

    decide(before, event, { moved, ...gathered }, now) {
      if (!before && event.data.onlyIfOpen) return undefined;
      return withMove(decideMessage(before, event, gathered, now), moved);
    },
  });
}

function decideMessage(
  ...[before, event, gathered, now]: [Conversation | undefined, Event<MessageRequested>, Gathered, Date]
): Decision<Conversation> {
  const refused = refusal(event, gathered, now);
  if (refused?.outcome === "skipped" && isFromTool(event))
    return keepUnsent(event, gathered, { reason: refused.reason, now });
  if (!refused) return sendMessage(event, gathered, now);
  return {
    document: before ?? gathered.conversation,
    publish: [settledEvent(event, { ...refused, messageId: null })],
    schedule: isFromTool(event) && refused.until !== null ? [requestedAgain(event, refused.until)] : [],
  };
}

/** Why the message is not sent now. Undefined when it may be sent. */
function refusal(
  { data }: Event<MessageRequested>,
  { conversation, config, customer }: Gathered,
  now: Date,
): Settlement | undefined {
  const skipped = (reason: string): Settlement => ({ outcome: "skipped", reason, until: null });
  if (data.unknownPlaceholders !== undefined && data.unknownPlaceholders.length > 0)
    return skipped("placeholder-unknown");
  // An unasked mail to an address that somebody only named would let strangers write to others in the tenant's name.
  if (conversation.customer.claim !== undefined && data.purpose !== "transactional") return skipped("address-unproven");
  const isTheirs = data.operator !== undefined && data.operator === holderOf(conversation);
  if (conversation.status === "escalated" && data.purpose !== "transactional" && !isTheirs)
    return skipped("with-a-person");
  if (data.unlessWrittenSince !== null && (conversation.lastInboundAt ?? "") > data.unlessWrittenSince)
    return skipped("customer-wrote");
  const { channel } = conversation;
  const verdict = mayContact({
    customer: customer.state,
    channel,
    purpose: data.purpose,
    rules: config.contact_rules,
    timeZone: config.timezone,
    optInRequired: requiresOptIn(config, channel),
    now,
  });
  if (verdict.type === "no") return skipped(verdict.reason);
  if (verdict.type === "later")
    return { outcome: "deferred", reason: verdict.reason, until: verdict.until.toISOString() };
  return undefined;
}

/** A tool's message has no other part of the product that would ask again. */
function isFromTool({ data }: Event<MessageRequested>): boolean {
  return data.origin.kind === "tool";
}

/** Requests a tool's message again after the quiet hours, and everything is checked again then. */
function requestedAgain({ data }: Event<MessageRequested>, until: string): NewTask {
  const again = newEvent(messageRequested, data.conversationId, { ...data, onlyIfOpen: true });
  return { ...again, name: deriveId("tool-message", data.requestId, until), at: new Date(until) };
}

/** Keeps a tool's message as failed, so that the agent and operators see that the customer did not get it. */
function keepUnsent(
  event: Event<MessageRequested>,
  { conversation, config }: Gathered,
  { reason, now }: { readonly reason: string | null; readonly now: Date },
): Decision<Conversation> {
  const { data } = event;
  const messageId = deriveId(data.requestId, "message");
  const built = buildTurn(conversation, {
    turnId: event.id,
    by: "agent",
    messages: [{ id: messageId, content: data.content, keptAs: data.keptAs, withheld: reason ?? "skipped" }],
    record: { origin: data.origin },
    config,
    now,
  });
  return {
    document: built.conversation,
    writes: [built.write],
    publish: [settledEvent(event, { outcome: "skipped", reason, until: null, messageId: null })],
  };
}

function sendMessage(
  event: Event<MessageRequested>,
  { conversation, config, customer }: Gathered,
  now: Date,
): Decision<Conversation> {
  const { data } = event;
  const messageId = deriveId(data.requestId, "message");
  const built = buildTurn(conversation, {
    turnId: event.id,
    by: data.operator === undefined ? "agent" : "operator",
    messages: [
      {
        id: messageId,
        content: data.content,
        keptAs: data.keptAs,
        template: data.template,
        byTemplate: data.byTemplate,
        isTest: data.isTest,
      },
    ],
    keepTemplateText: true,
    record: { origin: data.origin, by: data.operator ?? null },
    config,
    now,
  });
  if (built.withheld !== null && isFromTool(event))
    return keepUnsent(event, { conversation, config, customer }, { reason: built.withheld, now });
  if (built.withheld !== null)
    return {
      document: conversation,
      publish: [settledEvent(event, { outcome: "skipped", reason: built.withheld, until: null, messageId: null })],
    };
  const at = now.toISOString();
  const contact = { at, channel: conversation.channel, purpose: data.purpose, requestId: data.requestId };
  return {
    document: built.conversation,
    writes: [
      built.write,
      ...(data.purpose === "transactional" ? [] : writeCustomer(customer, recordContact(customer.state, contact))),
    ],
    publish: [settledEvent(event, { outcome: "sent", reason: null, until: null, messageId })],
    send: built.send,
  };
}

function settledEvent(
  { data }: Event<MessageRequested>,
  end: {
    readonly outcome: "sent" | "skipped" | "deferred";
    readonly reason: string | null;
    readonly until: string | null;
    readonly messageId: string | null;
  },
) {
  const { requestId, origin, conversationId } = data;
  return newEvent(messageSettled, origin.id, { requestId, origin, conversationId, ...end });
}
