import { z } from "zod";
import { loopKinds } from "../../events/running/metrics.ts";
import { readModel } from "../read-model.ts";
import { turnDeliveries } from "../sending/delivery-progress.ts";

const TurnMeasures = z.object({
  conversationId: z.string(),
  index: z.number().int(),
  at: z.string(),
  /** Absent in a turn of an older release. */
  sessionAt: z.string().optional(),
  inbound: z.array(z.object({ id: z.string() })),
  reply: z.object({ messageId: z.string() }).nullable(),
  more: z.array(z.object({ messageId: z.string() })),
  by: z.string().nullable(),
  origin: z.object({ kind: z.string().optional() }).nullable(),
  status: z.literal(["active", "escalated", "resolved"]),
  escalationReason: z.string().nullable(),
  toolCalls: z.array(
    z.object({ name: z.string(), status: z.string(), durationMs: z.number(), cost: z.number().optional() }),
  ),
  guardFindings: z.array(z.string()),
  config: z.object({ name: z.string(), version: z.number().int() }),
  usage: z.object({
    model: z.string(),
    served: z.string().default(""),
    inputTokens: z.number(),
    outputTokens: z.number(),
    modelCalls: z.number(),
    cachedTokens: z.number().optional(),
  }),
  durationMs: z.number(),
  signals: z.object({ sentiment_score: z.number().optional() }).optional(),
  /** The turn ended a loop of this kind. */
  loop: z.literal(loopKinds).optional(),
});
export type TurnMeasures = z.infer<typeof TurnMeasures>;

/** What a turn counts for. The conversation engine owns these documents. */
export const turnMeasures = readModel<TurnMeasures>({
  name: turnDeliveries.name,
  state: TurnMeasures as unknown as z.ZodType<TurnMeasures>,
  indexes: [["conversationId", "index asc"], ["at asc"]],
  spread: ["at"],
});
