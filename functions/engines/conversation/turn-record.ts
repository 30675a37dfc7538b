import { z } from "zod";
import {
  DeliveryReports,
  type DeliveryStatus,
  furthest,
  turnDeliveries,
} from "../../../shared/contracts/delivery-progress.ts";
import { Attachment, Choice, Origin } from "../../../shared/events/index.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { Inbound } from "./conversation.ts";

const ToolCall = z.object({
  id: z.string(),
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  result: z.unknown(),
  status: z.literal(["completed", "failed"]),
  error: z.string().nullable(),
  durationMs: z.number(),
});

const SpokenMessage = z.object({
  messageId: z.string(),
  text: z.string(),
  choices: z.array(Choice),
  /** Files that went with it, where everyone may fetch them. */
  media: z.array(Attachment).default([]),
  citations: z.array(z.object({ id: z.string(), title: z.string() })),
});
export type SpokenMessage = z.infer<typeof SpokenMessage>;

const Turn = z.object({
  id: z.string(),
  conversationId: z.string(),
  /** 1 for the conversation's first. */
  index: z.number().int(),
  at: z.string(),
  inbound: z.array(Inbound),
  reply: SpokenMessage.nullable(),
  /** The operator who said it; null where the agent or the product did. */
  by: z.string().nullable(),
  /** What was said after the reply, as messages of their own. */
  more: z.array(SpokenMessage),
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
  const status = before ? furthest(before.status, news.status) : news.status;
  if (before && status === before.status) return undefined;
  const { providerMessageId, ...rest } = news;
  return { ...turn, deliveries: { ...turn.deliveries, [providerMessageId]: { ...rest, status } } };
}
