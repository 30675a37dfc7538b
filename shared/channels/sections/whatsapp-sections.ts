import { z } from "zod";
import { Name, PhoneNumber, ShortText, uniqueBy } from "../../schema/scalars.ts";
import { WhatsappTemplate } from "../templates/template-config.ts";
import { inputSection, MetaId, outputSection, perSecond } from "./section.ts";

const Input = z.strictObject({
  phone_number: PhoneNumber,
  business_profile: ShortText.optional(),
  /** Meta's id of a number on the Cloud API. Its webhooks send the id, and messages are sent through it. */
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
  /** The template sent instead of free text once the 24 hours after the customer's last message are over. */
  fallback_template: Name.optional(),
  max_per_second: perSecond(80),
});

export const whatsappSections = {
  input: inputSection("whatsapp", "twilio_whatsapp", Input),
  output: outputSection("whatsapp", Output),
};
