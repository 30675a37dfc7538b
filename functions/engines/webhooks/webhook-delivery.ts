import { z } from "zod";
import { OutgoingWebhook } from "../../../shared/events/index.ts";
import type { Find } from "../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";

/** A delivery can be read and replayed so long after its last attempt. */
const deliveryKeptMs = 30 * 24 * 3_600_000;
/** Longer than an event can wait anywhere before it is handled (docs/decisions/2026-11-28-versions.md). */
const fanOutKeptMs = 35 * 24 * 3_600_000;

/** What is about a person's conversation, or about the person where there was none. */
const byPerson: Find = {
  by: "keys",
  keys: ({ conversationIds, customerIds }) => [
    ...conversationIds.map((value) => ({ field: "state.conversationId", value })),
    ...customerIds.map((value) => ({ field: "state.customerId", value })),
  ],
};

/** One request to the tenant's server and what came of it. */
export const WebhookAttempt = z.object({
  at: z.string(),
  /** Null when no answer came. */
  status: z.number().int().nullable(),
  durationMs: z.number(),
  /** The beginning of the answer's body. */
  answer: z.string(),
  /** Why no answer came; null after an answer. */
  error: z.string().nullable(),
});
export type WebhookAttempt = z.infer<typeof WebhookAttempt>;

const WebhookDelivery = z.object({
  id: z.string(),
  endpointId: z.string(),
  conversationId: z.string().nullable(),
  /** Whom it is about, where no conversation tells. */
  customerId: z.string().nullable().default(null),
  webhook: OutgoingWebhook,
  status: z.literal(["pending", "delivered", "failed"]),
  /** The number of the next attempt. */
  nextAttempt: z.number().int(),
  /** The number of the first attempt since it was opened, or opened again: the timetable begins there. */
  firstAttempt: z.number().int().default(1),
  /** No attempt begins after this time. */
  deadline: z.string(),
  /** The newest ones, oldest first. */
  attempts: z.array(WebhookAttempt),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const webhookDeliveries = ownedDocument<WebhookDelivery>({
  name: "webhook-deliveries",
  state: WebhookDelivery,
  indexes: [
    ["conversationId"],
    ["customerId"],
    ["endpointId", "createdAt desc"],
    ["endpointId", "status", "updatedAt desc"],
  ],
  confidential: true,
  expiry: ({ updatedAt }) => new Date(Date.parse(updatedAt) + deliveryKeptMs),
  personal: {
    fields: ["state.webhook", "state.attempts", "outbox"],
    find: byPerson,
  },
});

const WebhookFanOut = z.object({
  conversationId: z.string().nullable(),
  customerId: z.string().nullable().default(null),
  endpoints: z.number().int(),
  /** When the event happened. */
  at: z.string().optional(),
});
export type WebhookFanOut = z.infer<typeof WebhookFanOut>;

/** Remembers that an event's deliveries were requested, so that a repeated event requests no more. */
export const webhookFanOuts = ownedDocument<WebhookFanOut>({
  name: "webhook-fan-outs",
  state: WebhookFanOut,
  indexes: [["conversationId"], ["customerId"]],
  confidential: true,
  expiry: ({ at }) => (at === undefined ? undefined : new Date(Date.parse(at) + fanOutKeptMs)),
  personal: { fields: ["state.conversationId", "state.customerId", "outbox"], find: byPerson },
});
