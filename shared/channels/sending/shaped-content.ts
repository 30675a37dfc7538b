import { z } from "zod";
import { Choice } from "../../events/conversation/content.ts";

const text = z.string();

/**
 * A template that the provider approved. The customer reads `text`. Providers send the template by `name` or
 * `contentSid` with `values`, in the order of its placeholders.
 */
export const TemplateContent = z.object({
  type: z.literal("template"),
  name: z.string(),
  language: z.string(),
  text,
  values: z.array(z.object({ placeholder: z.string(), value: z.string() })),
  /** Meta: whether its placeholders have names or numbers. */
  named: z.boolean(),
  /** Twilio's id of the template (HX…). */
  contentSid: z.string().nullable(),
});
export type TemplateContent = z.infer<typeof TemplateContent>;

/** One part of a message, in a form that its channel supports and within its limits. */
export const ShapedContent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text }),
  z.object({ type: z.literal("buttons"), text, choices: z.array(Choice) }),
  z.object({
    type: z.literal("list"),
    text,
    /** The label of the button that opens the list. */
    button: z.string(),
    rows: z.array(z.object({ id: z.string(), title: z.string(), description: z.string().nullable() })),
  }),
  z.object({ type: z.literal("quick-replies"), text, choices: z.array(Choice) }),
  z.object({ type: z.literal("media"), url: z.string(), contentType: z.string(), caption: z.string() }),
  z.object({
    type: z.literal("mail"),
    subject: z.string(),
    text,
    html: z.string(),
    /** SendGrid's id of a dynamic template (d-…), which replaces text and html. */
    template: z.object({ id: z.string(), values: z.record(z.string(), z.string()) }).nullable(),
  }),
  TemplateContent,
]);
export type ShapedContent = z.infer<typeof ShapedContent>;
