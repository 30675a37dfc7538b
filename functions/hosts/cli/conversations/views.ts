import { z } from "zod";

/** What the verbs use of the API's answers. */
export const ConversationView = z.object({
  conversation_id: z.string(),
  channel: z.string(),
  status: z.string(),
  customer: z.object({ address: z.string(), name: z.string().nullable() }),
  escalation: z.object({ reason: z.string(), at: z.string(), operator: z.string().nullable() }).nullable(),
  config: z.object({ name: z.string(), version: z.number() }),
  turn_count: z.number(),
  last_message: z.object({ role: z.string(), text: z.string(), at: z.string() }).nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type ConversationView = z.infer<typeof ConversationView>;

export const TurnView = z.object({
  turn_id: z.string(),
  at: z.string(),
  messages: z.array(z.object({ text: z.string(), at: z.string() })),
  reply: z.object({ text: z.string() }).nullable(),
  citations: z.array(z.object({ title: z.string() })),
  escalation_reason: z.string().nullable(),
  tool_calls: z.array(
    z.object({
      name: z.string(),
      arguments: z.record(z.string(), z.unknown()),
      status: z.string(),
      error: z.string().nullable(),
      duration_ms: z.number(),
    }),
  ),
  model: z.object({ name: z.string(), ms: z.number() }),
  duration_ms: z.number(),
});
export type TurnView = z.infer<typeof TurnView>;

export function pageSchema<T>(item: z.ZodType<T>) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() });
}
