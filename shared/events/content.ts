import { z } from "zod";
import { Attachment } from "./attachment.ts";

/** Something a customer may pick: a button or a row where the channel has them, a numbered line where it has not. */
export const Choice = z.object({ id: z.string().min(1).max(200), label: z.string().min(1).max(200) });
export type Choice = z.infer<typeof Choice>;

/** One message to a customer, before any channel has shaped it. */
export const Content = z.object({
  text: z.string(),
  choices: z.array(Choice),
  media: z.array(Attachment),
});
export type Content = z.infer<typeof Content>;

export function textContent(text: string): Content {
  return { text, choices: [], media: [] };
}

/** A template of the tenant's configuration, by name, and what its placeholders stand for. */
export const TemplateUse = z.object({ name: z.string(), values: z.record(z.string(), z.string()) });
export type TemplateUse = z.infer<typeof TemplateUse>;
