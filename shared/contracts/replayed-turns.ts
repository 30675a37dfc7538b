import { z } from "zod";
import { readModel } from "./read-model.ts";
import { turnDeliveries } from "./sending/delivery-progress.ts";

const Said = z.object({ text: z.string(), citations: z.array(z.object({ id: z.string(), title: z.string() })) });

const ReplayedTurn = z.object({
  conversationId: z.string(),
  index: z.number().int(),
  /** Absent in a turn of an older release. */
  sessionAt: z.string().optional(),
  inbound: z.array(z.object({ text: z.string() })),
  reply: Said.nullable(),
  more: z.array(Said),
  by: z.string().nullable(),
  origin: z.object({}).nullable(),
  toolCalls: z.array(
    z.object({
      name: z.string(),
      arguments: z.record(z.string(), z.unknown()),
      status: z.string(),
      result: z.unknown(),
      error: z.string().nullable().default(null),
    }),
  ),
  escalationReason: z.string().nullable(),
  guardFindings: z.array(z.string()),
  usage: z.object({
    model: z.string(),
    served: z.string().default(""),
    inputTokens: z.number(),
    outputTokens: z.number(),
    modelCalls: z.number(),
  }),
});
export type ReplayedTurn = z.infer<typeof ReplayedTurn>;

/** What a turn was asked, did and cost, for its repetition. The conversation engine owns these documents. */
export const replayedTurns = readModel<ReplayedTurn>({
  name: turnDeliveries.name,
  state: ReplayedTurn as unknown as z.ZodType<ReplayedTurn>,
  indexes: [["conversationId", "index desc"]],
});
