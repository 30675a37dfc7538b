import { z } from "zod";
import { Attachment } from "./attachment.ts";

/** An option for a customer: a button or a row where the channel has them, otherwise a numbered line. */
export const Choice = z.object({ id: z.string().min(1).max(200), label: z.string().min(1).max(200) });
export type Choice = z.infer<typeof Choice>;

/** One message to a customer, before a channel shapes it. */
export const Content = z.object({
  text: z.string(),
  choices: z.array(Choice),
  media: z.array(Attachment),
});
export type Content = z.infer<typeof Content>;

export function textContent(text: string): Content {
  return { text, choices: [], media: [] };
}

/** The name of a template of the tenant's configuration, and the values of its placeholders. */
export const TemplateUse = z.object({
  name: z.string(),
  values: z.record(z.string(), z.string()),
  /** The only language to send it in. Without: the customer's language where that version is approved. */
  language: z.string().optional(),
});
export type TemplateUse = z.infer<typeof TemplateUse>;
