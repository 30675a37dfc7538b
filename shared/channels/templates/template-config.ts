import { z } from "zod";
import { Purpose } from "../../events/outreach/messages.ts";
import { Name, ShortText } from "../../schema/scalars.ts";
import { placeholdersOf } from "./placeholders.ts";

/** A WhatsApp template, as it was submitted, with its approval status (Meta docs, "Message templates"). */
export const WhatsappTemplate = z
  .strictObject({
    name: Name.describe("Its name, as submitted. It is unique in its language."),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, "must be a language as WhatsApp writes it, such as en or pt_BR")
      .default("en")
      .describe("Its language, as WhatsApp writes it: en, pt_BR."),
    text: ShortText.max(1024, "must have at most 1024 characters, as WhatsApp asks").describe(
      "What the customer reads. Placeholders such as {{customer_name}} are filled in.",
    ),
    content_sid: z
      .string()
      .regex(/^HX[0-9a-fA-F]{32}$/, "must be a Content SID of Twilio's: HX and 32 hexadecimal digits")
      .optional()
      .describe("Twilio's id of the template. Needed where the provider is Twilio."),
    status: z
      .enum(["approved", "pending", "rejected"])
      .default("approved")
      .describe("Meta's decision. Only approved templates are sent."),
    purpose: Purpose.optional().describe(
      "What its messages are, for the rules of contact. Default: that of the rule or campaign.",
    ),
    parameter_format: z
      .enum(["positional", "named"])
      .default("positional")
      .describe(
        "Whether it was submitted with numbers ({{1}}), filled in the order of `text`, or with the names of `text`.",
      ),
    defaults: z
      .record(z.string(), ShortText)
      .default({})
      .describe("Values for placeholders that have none. WhatsApp accepts no empty parameters."),
  })
  .superRefine(({ text, defaults }, context) => {
    const placeholders = placeholdersOf(text);
    for (const name of Object.keys(defaults))
      if (!placeholders.includes(name))
        context.addIssue({
          code: "custom",
          path: ["defaults", name],
          message: `stands for no placeholder of the text`,
          input: name,
        });
  });
export type WhatsappTemplate = z.output<typeof WhatsappTemplate>;

const LongEmailTemplate = z.strictObject({
  name: Name.describe("Its name, which rules and campaigns refer to."),
  subject: ShortText.max(200).optional().describe("The subject, with {{placeholders}}."),
  body: ShortText.optional().describe("Plain text with {{placeholders}}."),
  template_id: z
    .string()
    .regex(/^d-[0-9a-f]{32}$/, "must be the id of a dynamic template of SendGrid's: d- and 32 hexadecimal digits")
    .optional()
    .describe("SendGrid's id of a dynamic template, which then gives subject and body."),
});
export type EmailTemplate = z.output<typeof LongEmailTemplate>;

/** A name alone, or a name with subject and body. */
export const EmailTemplate = z
  .union([Name.transform((name) => ({ name })), LongEmailTemplate], {
    error: "must be a template's name, or name with subject and body, or name with template_id",
  })
  .transform((template): EmailTemplate => template);
