import { z } from "zod";
import { definitionOf } from "../../channels/definitions.ts";
import { PublicFile } from "../../channels/public-file.ts";
import { ChannelType, channelNames } from "../../events/index.ts";
import { Name, ShortText } from "../../schema/scalars.ts";

/** What the specification does not have and a working tenant needs; all of it optional. */

export const Guardrails = z.strictObject({
  /** A price or claim must be found in a source. Default: on where the file asks for prices. */
  require_sources: z.boolean().optional(),
  max_tool_calls_per_turn: z.number().int().min(1).max(50).default(8),
  turn_deadline_seconds: z.number().min(1).max(300).default(60),
  /** Never said to a customer, whatever the model writes; compared without regard to case. */
  blocked_phrases: z.array(ShortText).default([]),
});

const BurstWindowMs = z.number().int().min(0).max(60_000);

export const ConversationSection = z.strictObject({
  /** How long to wait for a customer's next message before answering: one number, or one for each channel. */
  burst_window_ms: z
    .union([BurstWindowMs, z.partialRecord(ChannelType, BurstWindowMs)], {
      error: "must be a number of milliseconds up to 60000, or one for each channel such as `whatsapp: 1500`",
    })
    .default({})
    .transform((given): Record<ChannelType, number> => {
      const window = (channel: ChannelType) =>
        typeof given === "number" ? given : (given[channel] ?? definitionOf(channel).burstWindowMs);
      return Object.fromEntries(channelNames.map((channel) => [channel, window(channel)])) as Record<
        ChannelType,
        number
      >;
    }),
  /** Messages given to the model word for word; older ones are summarised. */
  recent_messages: z.number().int().min(2).max(200).default(30),
  /** A conversation in which nobody has written for so long is closed as resolved. Left out: it rests for a day. */
  close_after_idle_seconds: z.number().int().min(60).max(2_592_000).optional(),
});

/** Something the agent may say. `base` is the `knowledge_base` of the rag tools that find it. */
export const KnowledgeSection = z.strictObject({
  base: Name.default("general"),
  id: Name,
  title: ShortText,
  text: ShortText,
  /** Sent along, once in a conversation, where an answer rests on this entry. */
  files: z.array(PublicFile).max(3).default([]),
});

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.union([z.string(), z.number()]))], {
  error: "must be a text, a number, true, false, null, or a list of texts and numbers",
});

/** Rows a database tool finds before the tenant's own data is connected. */
export const Tables = z.record(Name, z.array(z.record(z.string(), Cell)));
