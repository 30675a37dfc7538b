import { z } from "zod";
import { readModel } from "../read-model.ts";
import { turnDeliveries } from "../sending/delivery-progress.ts";

const TurnEffort = z.object({
  conversationId: z.string(),
  at: z.string(),
  toolCalls: z.array(z.object({ name: z.string(), status: z.string(), durationMs: z.number() })),
  reply: z.object({ citations: z.array(z.object({ id: z.string(), title: z.string() })) }).nullable(),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number(), modelCalls: z.number(), modelMs: z.number() }),
  durationMs: z.number(),
});
export type TurnEffort = z.infer<typeof TurnEffort>;

/** What a turn took: tools, sources, time and tokens. The conversation engine owns these documents. */
export const turnEfforts = readModel<TurnEffort>({
  name: turnDeliveries.name,
  state: TurnEffort as unknown as z.ZodType<TurnEffort>,
  indexes: [["conversationId", "index desc"]],
});
