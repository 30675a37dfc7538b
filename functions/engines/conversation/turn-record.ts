import { z } from "zod";
import { aboutMessage } from "../../../shared/channels/details/about-message.ts";
import {
  DeliveryReports,
  type DeliveryStatus,
  laterStatus,
  turnDeliveries,
} from "../../../shared/contracts/sending/delivery-progress.ts";
import { Attachment } from "../../../shared/events/conversation/attachment.ts";
import { Choice } from "../../../shared/events/conversation/content.ts";
import { Origin } from "../../../shared/events/outreach/messages.ts";
import { loopKinds } from "../../../shared/events/running/metrics.ts";
import { byConversation } from "../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { storedFilesOf } from "../../../shared/tools/media/stored-media.ts";
import { type Conversation, Inbound, type Message } from "./conversation.ts";
import { withVoiceUsage, writtenVoice } from "./voice-note.ts";

const ToolCall = z.object({
  id: z.string(),
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  result: z.unknown(),
  status: z.literal(["completed", "failed"]),
  error: z.string().nullable(),
  durationMs: z.number(),
  cost: z.number().optional(),
});

const SentMessage = z.object({
  messageId: z.string(),
  text: z.string(),
  choices: z.array(Choice),
  /** Files sent with the message, at public URLs. */
  media: z.array(Attachment).default([]),
  citations: z.array(z.object({ id: z.string(), title: z.string() })),
  /** The end of the message that never reached the customer, who interrupted. `text` is the part that did. */
  unheard: z.string().optional(),
});
export type SentMessage = z.infer<typeof SentMessage>;

const Turn = z.object({
  id: z.string(),
  conversationId: z.string(),
  /** Starts at 1 in each conversation. */
  index: z.number().int(),
  at: z.string(),
  inbound: z.array(Inbound),
  reply: SentMessage.nullable(),
  /** The operator who wrote it. Null for the agent or the product. */
  by: z.string().nullable(),
  /** What the operator wrote, in their own language, where the reply is its translation. */
  written: z.object({ text: z.string(), language: z.string() }).optional(),
  /** The operator said it aloud in the call: the caller has heard it. */
  spoken: z.boolean().optional(),
  /** Separate messages sent after the reply. */
  more: z.array(SentMessage),
  /** The part of the product that requested a proactive message. */
  origin: Origin.nullable(),
  /** The conversation's status after the turn. */
  status: z.literal(["active", "escalated", "resolved"]),
  escalationReason: z.string().nullable(),
  toolCalls: z.array(ToolCall),
  guardFindings: z.array(z.string()),
  signals: z.record(z.string(), z.unknown()),
  config: z.object({ name: z.string(), version: z.number().int() }),
  usage: z.object({
    model: z.string(),
    /** Empty in a turn of an older release. */
    served: z.string().default(""),
    inputTokens: z.number(),
    outputTokens: z.number(),
    modelCalls: z.number(),
    modelMs: z.number(),
    /** Of the input tokens, those that the vendor had in its cache. */
    cachedTokens: z.number().optional(),
  }),
  durationMs: z.number(),
  /** The turn ended a loop of this kind. */
  loop: z.literal(loopKinds).optional(),
  /** The conversation's session: when it began. */
  sessionAt: z.string().optional(),
  /** Delivery of each part of the reply as the provider reported it, by the provider's message id. */
  deliveries: DeliveryReports,
});
export type Turn = z.infer<typeof Turn>;

/** History: one burst of messages that was answered, or recorded during a handoff. */
export const turns = ownedDocument<Turn>({
  name: turnDeliveries.name,
  state: Turn,
  indexes: [["conversationId", "index asc"], ["conversationId", "index desc"], ["at asc"]],
  spread: ["at"],
  confidential: true,
  personal: {
    fields: ["state.inbound", "state.reply", "state.written", "state.more", "state.toolCalls", "state.signals"],
    find: byConversation("state.conversationId", "state.index asc"),
    files: ({ state }) => storedFilesOf(state.inbound),
  },
});

/** The messages that reached the customer. Leaves out messages cut off before their first word. */
export function heardMessages({ reply, more }: Pick<Turn, "reply" | "more">): SentMessage[] {
  return [...(reply ? [reply] : []), ...more].filter(({ text, unheard }) => text !== "" || unheard === undefined);
}

export interface DeliveryUpdate {
  readonly messageId: string;
  readonly providerMessageId: string;
  readonly status: DeliveryStatus;
  readonly errorCode: string | null;
  readonly at: string;
}

/** Undefined when the report is older than what is known. */
export function withDelivery(turn: Turn, news: DeliveryUpdate): Turn | undefined {
  const before = turn.deliveries[news.providerMessageId];
  const status = before ? laterStatus(before.status, news.status) : news.status;
  if (before && status === before.status) return undefined;
  const { providerMessageId, ...rest } = news;
  return { ...turn, deliveries: { ...turn.deliveries, [providerMessageId]: { ...rest, status } } };
}

/** The customer's messages as the conversation stores them. */
export function customerMessages(inbound: readonly Inbound[], turnId: string): Message[] {
  const role = "customer" as const;
  return inbound.map(({ id: ownId, edits, text, at, details, voice }) => {
    // A new wording goes on under the id of the message that it changes, by which the channel knows it.
    const id = edits ?? ownId;
    const about = details ? aboutMessage(details) : [];
    const written = voice ? writtenVoice(text, voice) : text;
    const message = { id, turnId, role, text: written, choices: [], at, delivery: null };
    return about.length === 0 ? message : { ...message, about: [...about] };
  });
}

/** Creates the record of a turn without messages to the customer. */
export function newTurn(
  conversation: Conversation,
  turn: { readonly turnId: string; readonly inbound: readonly Inbound[]; readonly at: string },
): Turn {
  return {
    id: turn.turnId,
    conversationId: conversation.id,
    index: conversation.turnCount,
    at: turn.at,
    inbound: [...turn.inbound],
    reply: null,
    by: null,
    more: [],
    origin: null,
    status: conversation.status,
    escalationReason: null,
    toolCalls: [],
    guardFindings: [],
    signals: {},
    config: { name: conversation.config.name, version: conversation.config.version },
    usage: withVoiceUsage(
      { model: "", served: "", inputTokens: 0, outputTokens: 0, modelCalls: 0, modelMs: 0 },
      turn.inbound,
    ),
    durationMs: 0,
    ...(conversation.sessionAt === undefined ? {} : { sessionAt: conversation.sessionAt }),
    deliveries: {},
  };
}
