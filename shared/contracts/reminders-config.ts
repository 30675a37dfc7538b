import { z } from "zod";
import { isSpoken } from "../channels/definitions.ts";
import { TemplateChoice } from "../channels/template-choice.ts";
import { ChannelType } from "../events/index.ts";
import { Name, Seconds, ShortText, uniqueBy } from "../schema/scalars.ts";

const Reminder = z
  .strictObject({
    /** Seconds before the appointment. */
    before: Seconds.min(60, "must be at least a minute: 60"),
    channel: ChannelType.default("whatsapp"),
    /** `{customer_name}`, `{client_name}`, `{date}`, `{time}` and those of `facts` are filled in. */
    message: ShortText,
    template: TemplateChoice.optional(),
    /** Other names the message may use: what is told with the appointment. */
    facts: z.array(Name).max(50).default([]),
  })
  .refine(({ channel }) => !isSpoken(channel), {
    path: ["channel"],
    error: "takes no written reminder\nName a channel such as whatsapp, sms or email.",
  });

/** What customers are reminded of before an appointment, and how long before. */
export const Reminders = z
  .array(Reminder)
  .superRefine(uniqueBy(({ before, channel }) => `${before} ${channel}`, "time and channel"))
  .default([]);

/** What reminders are made from: when, on which channel and in which words, and the tenant's time zone. */
export interface ReminderSections {
  readonly reminders: z.output<typeof Reminders>;
  readonly timezone: string;
}
