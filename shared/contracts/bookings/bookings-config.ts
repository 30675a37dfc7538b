import { z } from "zod";
import { Name, ShortText } from "../../schema/scalars.ts";

export const Bookings = z
  .strictObject({
    begun_by: z.array(Name).optional().describe("The tools that start a booking, such as check_availability."),
    completed_by: z.array(Name).optional().describe("The tools that make a booking, such as book_slot."),
    cancelled_by: z.array(Name).optional().describe("The tools that cancel a booking."),
    time_field: ShortText.optional().describe(
      "Path of the appointment's time in a tool's result or else in its arguments: slot.start. Default: found by usual names.",
    ),
  })
  .default({})
  .describe("Which tools start, make and cancel bookings. Default: found by their names.");

/** The sections of a configuration that define which tools start, make and cancel bookings. */
export interface BookingSections {
  readonly bookings: z.output<typeof Bookings>;
  readonly tools: { readonly available: readonly { readonly name: string; readonly type?: string }[] };
  readonly operations: readonly { readonly name: string }[];
}
