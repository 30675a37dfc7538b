import { z } from "zod";
import { Name, PhoneNumber } from "../../schema/scalars.ts";
import { inputSection, outputSection, perSecond } from "./section.ts";

export const smsSections = {
  input: inputSection("sms", "twilio_sms", z.strictObject({ phone_number: PhoneNumber })),
  output: outputSection(
    "sms",
    z.strictObject({
      provider: Name.default("twilio_sms"),
      opt_in_required: z.boolean().default(true),
      max_per_second: perSecond(100),
    }),
  ),
};
