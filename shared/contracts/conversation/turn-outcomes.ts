import { z } from "zod";
import { readModel } from "../read-model.ts";
import { turnDeliveries } from "../sending/delivery-progress.ts";

const TurnOutcome = z.object({
  conversationId: z.string(),
  inbound: z.array(z.object({ text: z.string() })),
  reply: z.object({ citations: z.array(z.object({ id: z.string(), title: z.string() })) }).nullable(),
  toolCalls: z.array(z.object({ name: z.string(), status: z.string(), result: z.unknown() })),
  escalationReason: z.string().nullable(),
  signals: z.record(z.string(), z.unknown()),
});
export type TurnOutcome = z.infer<typeof TurnOutcome>;

/** What was asked and done in a turn. The conversation engine owns these documents. */
export const turnOutcomes = readModel<TurnOutcome>({
  name: turnDeliveries.name,
  state: TurnOutcome as unknown as z.ZodType<TurnOutcome>,
  indexes: [["conversationId", "index desc"]],
});
