import { z } from "zod";
import { Purpose } from "../../events/messages.ts";
import { Name, ShortText } from "../../schema/scalars.ts";
import { placeholdersOf } from "./placeholders.ts";

/** A WhatsApp template, as it was submitted, with its approval status (Meta docs, "Message templates"). */
export const WhatsappTemplate = z
  .strictObject({
    name: Name,
    language: z
      .string()
      .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, "must be a language as WhatsApp writes it, such as en or pt_BR")
      .default("en"),
    /** What the customer reads. Placeholders such as `{{customer_name}}` are filled in. */
    text: ShortText.max(1024, "must have at most 1024 characters, as WhatsApp asks"),
    /** Twilio's id of the template. */
    content_sid: z
      .string()
      .regex(/^HX[0-9a-fA-F]{32}$/, "must be a Content SID of Twilio's: HX and 32 hexadecimal digits")
      .optional(),
    status: z.enum(["approved", "pending", "rejected"]).default("approved"),
    purpose: Purpose.optional(),
    /** Whether it was submitted with numbers ({{1}}), filled in the order of `text`, or with the names of `text`. */
    parameter_format: z.enum(["positional", "named"]).default("positional"),
    /** Values for placeholders that have none. WhatsApp accepts no empty parameters. */
    defaults: z.record(z.string(), ShortText).default({}),
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
  name: Name,
  subject: ShortText.max(200).optional(),
  /** Plain text with `{{placeholders}}`. */
  body: ShortText.optional(),
  /** SendGrid's id of a dynamic template, which then gives subject and body. */
  template_id: z
    .string()
    .regex(/^d-[0-9a-f]{32}$/, "must be the id of a dynamic template of SendGrid's: d- and 32 hexadecimal digits")
    .optional(),
});
export type EmailTemplate = z.output<typeof LongEmailTemplate>;

/** A name alone, or a name with subject and body. */
export const EmailTemplate = z
  .union([Name.transform((name) => ({ name })), LongEmailTemplate], {
    error: "must be a template's name, or name with subject and body, or name with template_id",
  })
  .transform((template): EmailTemplate => template);
