import { type ChannelFormat, defineChannel, phoneIdentity } from "./definition.ts";
import type { SectionConfig } from "./sections/section.ts";
import type { smsSections } from "./sections/sms-sections.ts";
import { asText } from "./sending/plain-text.ts";
import { splitText } from "./sending/split-text.ts";

/** Twilio error 21617. */
const bodyLength = 1_600;

/** SMS: everything is text. Files are links, because MMS reaches hardly anybody outside of North America. */
export const smsFormat: ChannelFormat = {
  windowMs: () => null,
  shape: (content) => splitText(asText(content), bodyLength).map((text) => ({ type: "text", text })),
};

/** SMS, through Twilio. */
export const sms = defineChannel({
  identity: phoneIdentity,
  spoken: false,
  burstWindowMs: 1_500,
  builtInProviders: ["twilio_sms"],
  sections: async () => (await import("./sections/sms-sections.ts")).smsSections,
  addresses: ({ phone_number }: SectionConfig<(typeof smsSections)["input"]>) => [
    [phone_number, "phone_number"] as const,
  ],
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
