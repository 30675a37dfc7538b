import { z } from "zod";
import { definitionOf } from "../../channels/definitions.ts";
import { PublicFile } from "../../channels/sending/public-file.ts";
import { ChannelType, channelNames } from "../../events/index.ts";
import { Name, ShortText } from "../../schema/scalars.ts";

/** Optional sections that the specification lacks and a production tenant needs. */

export const Guardrails = z
  .strictObject({
    require_sources: z
      .boolean()
      .optional()
      .describe(
        "Every price or claim must appear in a source. Default: true where voice requires prices or a rag tool has include_pricing.",
      ),
    max_tool_calls_per_turn: z.number().int().min(1).max(50).default(8).describe("Most tool calls for one answer."),
    turn_deadline_seconds: z.number().min(1).max(300).default(60).describe("The longest that one answer may take."),
    blocked_phrases: z
      .array(ShortText)
      .default([])
      .describe("Phrases that never reach a customer, compared without regard to case."),
  })
  .describe("What the agent may say and do in one answer (docs/guard.md).");

const BurstWindowMs = z.number().int().min(0).max(60_000);

const RepliesPerDay = z.number().int().min(1).max(100_000);
/** People write fewer mails and text messages a day than chat messages, and machines write mostly those. */
const usualRepliesPerDay: Partial<Record<ChannelType, number>> = { email: 20, sms: 50, voice: 2_000, web_voice: 2_000 };
const manyRepliesPerDay = 200;

function perChannel(ofChannel: (channel: ChannelType) => number): Record<ChannelType, number> {
  return Object.fromEntries(channelNames.map((channel) => [channel, ofChannel(channel)])) as Record<
    ChannelType,
    number
  >;
}

export const ConversationSection = z
  .strictObject({
    burst_window_ms: z
      .union([BurstWindowMs, z.partialRecord(ChannelType, BurstWindowMs)], {
        error: "must be a number of milliseconds up to 60000, or one for each channel such as `whatsapp: 1500`",
      })
      .default({})
      .transform((given): Record<ChannelType, number> => {
        const window = (channel: ChannelType) =>
          typeof given === "number" ? given : (given[channel] ?? definitionOf(channel).burstWindowMs);
        return perChannel(window);
      })
      .describe(
        "Milliseconds to wait for a customer's next message before answering: one number, or one for each channel. Default: 1500 for WhatsApp, SMS, Instagram and Telegram, otherwise 0.",
      ),
    replies_per_day: z
      .union([RepliesPerDay, z.partialRecord(ChannelType, RepliesPerDay)], {
        error: "must be a number from 1 to 100000, or one for each channel such as `email: 20`",
      })
      .default({})
      .transform(
        (given): Record<ChannelType, number> =>
          perChannel((channel) =>
            typeof given === "number" ? given : (given[channel] ?? usualRepliesPerDay[channel] ?? manyRepliesPerDay),
          ),
      )
      .describe(
        "Automatic answers that one conversation gets in a day, after which a person is asked: one number, or one for each channel. It ends conversations between two machines. Default: 200, but 20 by e-mail, 50 by SMS and 2000 in calls.",
      ),
    recent_messages: z
      .number()
      .int()
      .min(2)
      .max(200)
      .default(30)
      .describe("Number of recent messages that the model reads verbatim. Older ones are summarised."),
    reuse_answers_seconds: z
      .number()
      .int()
      .min(0)
      .max(86_400)
      .default(0)
      .describe(
        "For how long the first answer of a conversation is given again to others who ask the same in the same words. An answer that depends on the time of day may then be that old. A change of the file or of the knowledge counts at once. 0: never.",
      ),
    shown_to_model_days: z
      .number()
      .int()
      .min(0)
      .max(365)
      .default(30)
      .describe(
        "For how many days it is kept what the model was shown for each answer, which the console shows (docs/console.md). 0: it is not kept.",
      ),
    close_after_idle_seconds: z
      .number()
      .int()
      .min(60)
      .max(2_592_000)
      .optional()
      .describe(
        "Idle time after which a conversation is closed as resolved. Without it, a conversation goes idle after a day.",
      ),
    app_pause_minutes: z
      .union([z.number().int().min(1).max(43_200), z.literal("until_given_back")], {
        error: "must be a number of minutes from 1 to 43200, or until_given_back",
      })
      .default(1_440)
      .describe(
        "Minutes that the agent is silent after a colleague's newest message in the channel's own app. An operator may give the conversation back earlier.",
      ),
  })
  .describe("How the agent takes its turns.");

export const KnowledgeSection = z.strictObject({
  base: Name.default("general").describe("Its knowledge base. Tools of type rag search one each."),
  id: Name.describe("Its id, unique in its base."),
  title: ShortText.describe("What it is about. A citation shows it."),
  text: ShortText.describe("What the agent may state."),
  files: z
    .array(PublicFile)
    .max(3)
    .default([])
    .describe("Sent with the first answer of a conversation that is based on this entry."),
});
