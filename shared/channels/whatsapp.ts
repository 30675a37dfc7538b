import { z } from "zod";
import { Name, PhoneNumber, ShortText, uniqueBy } from "../schema/scalars.ts";
import { defineChannel, phoneIdentity } from "./definition.ts";
import { inputSection, MetaId, outputSection, perSecond } from "./section.ts";
import { WhatsappTemplate } from "./template-config.ts";
import { cloudWhatsapp, twilioWhatsapp } from "./whatsapp-format.ts";

const Input = z.strictObject({
  phone_number: PhoneNumber,
  business_profile: ShortText.optional(),
  /** Meta's own id of the number, where it is on the Cloud API: what its webhooks name and sends go through. */
  phone_number_id: MetaId.optional(),
});

const Output = z.strictObject({
  provider: Name.default("twilio_whatsapp"),
  template_messages: z.boolean().default(true),
  media_support: z.boolean().default(true),
  templates: z
    .array(WhatsappTemplate)
    .superRefine(uniqueBy(({ name, language }) => `${name} (${language})`, "name"))
    .default([]),
  /** What goes, outside of the 24 hours that a customer's message opens, in place of free text. */
  fallback_template: Name.optional(),
  max_per_second: perSecond(80),
});

/** WhatsApp, through Twilio or through Meta's Cloud API. */
export const whatsapp = defineChannel({
  identity: phoneIdentity,
  spoken: false,
  burstWindowMs: 1_500,
  builtInProviders: ["twilio_whatsapp", "meta_whatsapp"],
  input: inputSection("whatsapp", "twilio_whatsapp", Input),
  output: outputSection("whatsapp", Output),
  addresses: ({ phone_number, phone_number_id }: z.output<typeof Input>) => [
    [phone_number, "phone_number"] as const,
    ...(phone_number_id === undefined ? [] : [[phone_number_id, "phone_number_id"] as const]),
  ],
  carrier: {
    provider: "twilio",
    account: "twilio_whatsapp",
    format: (provider) => (provider === "meta" ? cloudWhatsapp : twilioWhatsapp),
    templates: "approved",
    stopIsFinal: false,
    recipientColumns: ["phone", "whatsapp", "mobile", "phone_number", "number"],
    toolProvider: /whatsapp/i,
  },
});
