import { z } from "zod";
import { ChannelType } from "../../events/index.ts";
import { byConversation } from "../../platform/personal-data.ts";
import { ownedDocument } from "../../runtime/owned-document.ts";
import { Counters } from "./rollup-counters.ts";

/** Something that is counted once, by its own name. */
export const Measurement = z.object({
  source: z.string(),
  at: z.string(),
  conversationId: z.string().nullable(),
  agent: z.object({ name: z.string(), version: z.number().int() }).nullable(),
  channel: ChannelType.nullable(),
  add: Counters,
  gauges: z.record(z.string(), z.number()),
  counted: z.boolean(),
  recordedAt: z.string(),
});
export type Measurement = z.infer<typeof Measurement>;

const keptMs = 400 * 86_400_000;

/** Kept for longer than any event is told again. */
export const measurements = ownedDocument<Measurement>({
  name: "measurements",
  state: Measurement as unknown as z.ZodType<Measurement>,
  indexes: [["counted", "recordedAt asc"], ["conversationId"]],
  confidential: false,
  expiry: ({ recordedAt }) => new Date(Date.parse(recordedAt) + keptMs),
  personal: { fields: ["state.add"], find: byConversation("state.conversationId") },
});
