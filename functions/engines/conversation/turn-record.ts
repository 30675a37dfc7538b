import { z } from "zod";
import {
  DeliveryReports,
  type DeliveryStatus,
  laterStatus,
  turnDeliveries,
} from "../../../shared/contracts/delivery-progress.ts";
import { Attachment } from "../../../shared/events/attachment.ts";
import { Choice } from "../../../shared/events/content.ts";
import { Origin } from "../../../shared/events/messages.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { type Conversation, Inbound, type Message } from "./conversation.ts";

const ToolCall = z.object({
  id: z.string(),
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  result: z.unknown(),
  status: z.literal(["completed", "failed"]),
  error: z.string().nullable(),
  durationMs: z.number(),
});

const SentMessage = z.object({
  messageId: z.string(),
  text: z.string(),
  choices: z.array(Choice),
  /** Files that went with it, where everyone may fetch them. */
  media: z.array(Attachment).default([]),
  citations: z.array(z.object({ id: z.string(), title: z.string() })),
  /** The end of it that never reached the customer, who interrupted; `text` is what did. */
  unheard: z.string().optional(),
});
export type SentMessage = z.infer<typeof SentMessage>;

const Turn = z.object({
  id: z.string(),
  conversationId: z.string(),
  /** 1 for the conversation's first. */
  index: z.number().int(),
  at: z.string(),
  inbound: z.array(Inbound),
  reply: SentMessage.nullable(),
  /** The operator who said it; null where the agent or the product did. */
  by: z.string().nullable(),
  /** What was said after the reply, as messages of their own. */
  more: z.array(SentMessage),
  /** Who wanted it said, where it answers nobody. */
  origin: Origin.nullable(),
  /** The conversation's status after it. */
  status: z.literal(["active", "escalated", "resolved"]),
  escalationReason: z.string().nullable(),
  toolCalls: z.array(ToolCall),
  guardFindings: z.array(z.string()),
  signals: z.record(z.string(), z.unknown()),
  config: z.object({ name: z.string(), version: z.number().int() }),
  usage: z.object({
    model: z.string(),
    inputTokens: z.number(),
    outputTokens: z.number(),
    modelCalls: z.number(),
    modelMs: z.number(),
  }),
  durationMs: z.number(),
  /** By the provider's message id: how far each part of the reply has come, as the provider reported. */
  deliveries: DeliveryReports,
});
export type Turn = z.infer<typeof Turn>;

/** One answered (or, while a person has the conversation, recorded) burst of messages; kept as history. */
export const turns = ownedDocument<Turn>({
  name: turnDeliveries.name,
  state: Turn,
  indexes: [
    ["conversationId", "index asc"],
    ["conversationId", "index desc"],
  ],
  confidential: true,
});

/** What the customer got in a turn: without messages that were cut off before their first word. */
export function heardMessages({ reply, more }: Pick<Turn, "reply" | "more">): SentMessage[] {
  return [...(reply ? [reply] : []), ...more].filter(({ text, unheard }) => text !== "" || unheard === undefined);
}

export interface DeliveryNews {
  readonly messageId: string;
  readonly providerMessageId: string;
  readonly status: DeliveryStatus;
  readonly errorCode: string | null;
  readonly at: string;
}

/** Undefined when the news is older than what is known. */
export function withDelivery(turn: Turn, news: DeliveryNews): Turn | undefined {
  const before = turn.deliveries[news.providerMessageId];
  const status = before ? laterStatus(before.status, news.status) : news.status;
  if (before && status === before.status) return undefined;
  const { providerMessageId, ...rest } = news;
  return { ...turn, deliveries: { ...turn.deliveries, [providerMessageId]: { ...rest, status } } };
}

/** What the customer wrote, as the conversation keeps it. */
export function customerMessages(inbound: readonly Inbound[], turnId: string): Message[] {
  const role = "customer" as const;
  return inbound.map(({ id, text, at }) => ({ id, turnId, role, text, choices: [], at, delivery: null }));
}

/** The record of a turn in which nothing was said yet. */
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
    config: conversation.config,
    usage: { model: "", inputTokens: 0, outputTokens: 0, modelCalls: 0, modelMs: 0 },
    durationMs: 0,
    deliveries: {},
  };
}
