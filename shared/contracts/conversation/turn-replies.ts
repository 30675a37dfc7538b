import { z } from "zod";
import { readModel } from "../read-model.ts";
import { turnDeliveries } from "../sending/delivery-progress.ts";

const TurnReply = z.object({
  reply: z.object({ text: z.string(), citations: z.array(z.object({ id: z.string(), title: z.string() })) }).nullable(),
  toolCalls: z.array(z.object({ name: z.string(), status: z.string() })),
  escalationReason: z.string().nullable(),
  guardFindings: z.array(z.string()),
});

/** What a turn said, by the id of its message's event. The conversation engine owns these documents. */
export const turnReplies = readModel<z.infer<typeof TurnReply>>({
  name: turnDeliveries.name,
  state: TurnReply as unknown as z.ZodType<z.infer<typeof TurnReply>>,
  indexes: [],
});
