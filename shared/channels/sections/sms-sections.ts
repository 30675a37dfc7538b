import { z } from "zod";
import { PhoneNumber } from "../../schema/scalars.ts";
import { inputSection, outputSection, perSecond, sendingProvider } from "./section.ts";

export const smsSections = {
  input: inputSection(
    "sms",
    "twilio_sms",
    z.strictObject({ phone_number: PhoneNumber.describe("The number that customers write to.") }),
  ),
  output: outputSection(
    "sms",
    z.strictObject({
      provider: sendingProvider("twilio_sms"),
      opt_in_required: z
        .boolean()
        .default(true)
        .describe("Messages that the customer has not asked for need the customer's consent."),
      max_per_second: perSecond(100),
    }),
  ),
};
