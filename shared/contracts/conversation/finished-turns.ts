import { z } from "zod";
import { readModel } from "../read-model.ts";
import { turnDeliveries } from "../sending/delivery-progress.ts";

const Said = z.object({
  /** Names the message in the API. */
  messageId: z.string().optional(),
  text: z.string(),
  citations: z.array(z.object({ id: z.string(), title: z.string() })),
});

const FinishedTurn = z.object({
  conversationId: z.string(),
  index: z.number().int(),
  at: z.string(),
  /** Absent in a turn of an older release. */
  sessionAt: z.string().optional(),
  inbound: z.array(z.object({ text: z.string() })),
  reply: Said.nullable(),
  more: z.array(Said),
  by: z.string().nullable(),
  toolCalls: z.array(
    z.object({
      name: z.string(),
      arguments: z.record(z.string(), z.unknown()),
      status: z.string(),
      result: z.unknown(),
    }),
  ),
  escalationReason: z.string().nullable(),
  guardFindings: z.array(z.string()),
  signals: z.record(z.string(), z.unknown()),
  config: z.object({ name: z.string(), version: z.number().int() }),
});
export type FinishedTurn = z.infer<typeof FinishedTurn>;

/** What was asked, said and done in a turn. The conversation engine owns these documents. */
export const finishedTurns = readModel<FinishedTurn>({
  name: turnDeliveries.name,
  state: FinishedTurn as unknown as z.ZodType<FinishedTurn>,
  indexes: [["conversationId", "index desc"]],
});
