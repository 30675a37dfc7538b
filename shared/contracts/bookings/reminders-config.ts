import { z } from "zod";
import { isSpoken } from "../../channels/definitions.ts";
import { TemplateChoice } from "../../channels/templates/template-choice.ts";
import { ChannelType } from "../../events/index.ts";
import { Name, Seconds, ShortText, uniqueBy } from "../../schema/scalars.ts";

const Reminder = z
  .strictObject({
    before: Seconds.min(60, "must be at least a minute: 60").describe("How long before the appointment."),
    channel: ChannelType.default("whatsapp").describe("Where the reminder is sent. Not a channel for calls."),
    message: ShortText.describe(
      "The message. It may use {customer_name}, {client_name}, {date}, {time} and the names of `facts`.",
    ),
    template: TemplateChoice.optional().describe("Sent when the channel no longer accepts free text."),
    facts: z
      .array(Name)
      .max(50)
      .default([])
      .describe("Other names that the message may use. Their values come with the appointment."),
  })
  .refine(({ channel }) => !isSpoken(channel), {
    path: ["channel"],
    error: "cannot send a written reminder\nUse a channel such as whatsapp, sms or email.",
  });

export const Reminders = z
  .array(Reminder)
  .superRefine(uniqueBy(({ before, channel }) => `${before} ${channel}`, "time and channel"))
  .default([])
  .describe("Messages before an appointment.");

/** The sections of a configuration that define reminders. */
export interface ReminderSections {
  readonly reminders: z.output<typeof Reminders>;
  readonly timezone: string;
}
