import { z } from "zod";
import { Name, ShortText } from "../schema/scalars.ts";

/** The tools that start, make and cancel bookings. Default: inferred from names (`book_slot`, `check_availability`). */
export const Bookings = z
  .strictObject({
    begun_by: z.array(Name).optional(),
    completed_by: z.array(Name).optional(),
    cancelled_by: z.array(Name).optional(),
    /** Path of the appointment's time in a tool's result or else in its arguments: `slot.start`. */
    time_field: ShortText.optional(),
  })
  .default({});

/** The sections of a configuration that define which tools start, make and cancel bookings. */
export interface BookingSections {
  readonly bookings: z.output<typeof Bookings>;
  readonly tools: { readonly available: readonly { readonly name: string }[] };
}
