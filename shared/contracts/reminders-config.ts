import { z } from "zod";
import { isSpoken } from "../channels/definitions.ts";
import { TemplateChoice } from "../channels/templates/template-choice.ts";
import { ChannelType } from "../events/index.ts";
import { Name, Seconds, ShortText, uniqueBy } from "../schema/scalars.ts";

const Reminder = z
  .strictObject({
    /** Seconds before the appointment. */
    before: Seconds.min(60, "must be at least a minute: 60"),
    channel: ChannelType.default("whatsapp"),
    /** The placeholders are `{customer_name}`, `{client_name}`, `{date}`, `{time}` and those of `facts`. */
    message: ShortText,
    template: TemplateChoice.optional(),
    /** Other names that the message may use. Their values come with the appointment. */
    facts: z.array(Name).max(50).default([]),
  })
  .refine(({ channel }) => !isSpoken(channel), {
    path: ["channel"],
    error: "cannot send a written reminder\nUse a channel such as whatsapp, sms or email.",
  });

/** The reminders before an appointment. */
export const Reminders = z
  .array(Reminder)
  .superRefine(uniqueBy(({ before, channel }) => `${before} ${channel}`, "time and channel"))
  .default([]);

/** The sections of a configuration that define reminders. */
export interface ReminderSections {
  readonly reminders: z.output<typeof Reminders>;
  readonly timezone: string;
}
