import { z } from "zod";
import { Name, PhoneNumber } from "../schema/scalars.ts";
import { type ChannelFormat, defineChannel, phoneIdentity } from "./definition.ts";
import { asText } from "./plain-text.ts";
import { inputSection, outputSection, perSecond } from "./section.ts";
import { splitText } from "./split-text.ts";

/** Twilio error 21617. */
const bodyLength = 1_600;

/** SMS: everything is text; files are links, because MMS reaches hardly anybody outside of North America. */
export const smsFormat: ChannelFormat = {
  windowMs: () => null,
  shape: (content) => splitText(asText(content), bodyLength).map((text) => ({ type: "text", text })),
};

const Input = z.strictObject({ phone_number: PhoneNumber });

/** SMS, through Twilio. */
export const sms = defineChannel({
  identity: phoneIdentity,
  spoken: false,
  burstWindowMs: 1_500,
  builtInProviders: ["twilio_sms"],
  input: inputSection("sms", "twilio_sms", Input),
  output: outputSection(
    "sms",
    z.strictObject({
      provider: Name.default("twilio_sms"),
      opt_in_required: z.boolean().default(true),
      max_per_second: perSecond(100),
    }),
  ),
  addresses: ({ phone_number }: z.output<typeof Input>) => [[phone_number, "phone_number"] as const],
  carrier: {
    provider: "twilio",
    account: "twilio_sms",
    format: () => smsFormat,
    templates: null,
    // 47 CFR 64.1200(a)(10), and Twilio's error 21610.
    stopIsFinal: true,
    recipientColumns: ["phone", "mobile", "sms", "phone_number", "number"],
    toolProvider: /sms/i,
  },
});
