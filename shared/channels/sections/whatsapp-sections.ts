import { z } from "zod";
import { Name, PhoneNumber, ShortText, uniqueBy } from "../../schema/scalars.ts";
import { WhatsappTemplate } from "../templates/template-config.ts";
import { inputSection, MetaId, outputSection, perSecond, sendingProvider } from "./section.ts";

const Input = z.strictObject({
  phone_number: PhoneNumber.describe("The number that customers write to."),
  business_profile: ShortText.optional().describe("The name of the profile, for people. So far unused."),
  phone_number_id: MetaId.optional().describe(
    "Meta's id of the number on the Cloud API, in quotes. Its webhooks send the id, and messages are sent through it. Needed where the provider is Meta.",
  ),
});

const Output = z.strictObject({
  provider: sendingProvider("twilio_whatsapp"),
  template_messages: z.boolean().default(true).describe("Whether templates are sent."),
  media_support: z.boolean().default(true).describe("Whether files are sent."),
  templates: z
    .array(WhatsappTemplate)
    .superRefine(uniqueBy(({ name, language }) => `${name} (${language})`, "name"))
    .default([])
    .describe("The templates that Meta has approved or is to approve."),
  fallback_template: Name.optional().describe(
    "The template sent instead of free text once the 24 hours after the customer's last message are over. Its {{message}} is that text.",
  ),
  max_per_second: perSecond(80),
});

export const whatsappSections = {
  input: inputSection("whatsapp", "twilio_whatsapp", Input),
  output: outputSection("whatsapp", Output),
};
