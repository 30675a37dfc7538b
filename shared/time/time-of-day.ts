import { z } from "zod";
import { writtenForms } from "../schema/written-form.ts";

/** `21:00`. Two of them compare as texts. */
export const TimeOfDay = z
  .string()
  .regex(
    /^([01]\d|2[0-3]):[0-5]\d$/,
    'must be a time of day such as "21:00"\nWrite 24 hours with two digits each and a colon.',
  )
  .register(writtenForms, { called: "time of day" });
