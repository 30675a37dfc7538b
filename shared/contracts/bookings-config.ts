import { z } from "zod";
import { Name, ShortText } from "../schema/scalars.ts";

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

/** The parts of a configuration that say which tools begin, make and cancel bookings. */
export interface BookingSections {
  readonly bookings: z.output<typeof Bookings>;
  readonly tools: { readonly available: readonly { readonly name: string }[] };
}
