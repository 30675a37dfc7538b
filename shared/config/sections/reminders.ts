import { z } from "zod";
import { isSpoken } from "../../channels/definitions.ts";
import { ChannelType } from "../../events/index.ts";
import { Name, Seconds, ShortText, uniqueBy } from "./scalars.ts";

/** A template of the tenant's, by name, or by name with what its placeholders stand for. */
export const TemplateChoice = z.preprocess(
  (given) => (typeof given === "string" ? { name: given } : given),
  z.strictObject({ name: Name, values: z.record(z.string().min(1), ShortText).default({}) }),
);

const Reminder = z
  .strictObject({
    /** Seconds before the appointment. */
    before: Seconds.min(60, "must be at least a minute: 60"),
    channel: ChannelType.default("whatsapp"),
    /** `{customer_name}`, `{date}` and `{time}` are filled in. */
    message: ShortText,
    template: TemplateChoice.optional(),
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

/** Which tools begin, make and cancel bookings. Left out, they are told by their names (`book_slot`, `check_availability`). */
export const Bookings = z
  .strictObject({
    begun_by: z.array(Name).optional(),
    completed_by: z.array(Name).optional(),
    cancelled_by: z.array(Name).optional(),
    /** Where a tool's result, or else its arguments, say when the appointment is: `slot.start`. */
    time_field: ShortText.optional(),
  })
  .default({});
