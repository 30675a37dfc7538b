import { customerValues } from "../../../shared/channels/templates/customer-values.ts";
import { filledContent, type TextValues } from "../../../shared/channels/templates/fill-text.ts";
import { templateUse } from "../../../shared/channels/templates/template-use.ts";
import type { TenantConfig } from "../../../shared/config/index.ts";
import type { DirectMessageWish } from "../../../shared/events/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { MessageBody } from "./message-body.ts";
import { readableTemplate } from "./readable-template.ts";
import type { Reader } from "./reader.ts";

/** The fields of the body that make up the message. */
export type Words = Pick<MessageBody, "text" | "values" | "choices" | "media" | "template">;

/**
 * The message's words with their values. A template without a text is sent as it is; one with a text is sent where the
 * channel does not allow free text. Pure.
 * @throws Problem 422 `placeholder-unknown`, `text-empty`, or one of `readableTemplate`
 */
export function composeMessage(
  config: TenantConfig,
  reader: Reader,
  { text, values, choices, media: files, template: named }: Words,
): Pick<DirectMessageWish, "content" | "template"> & { readonly byTemplate?: boolean } {
  const known = { ...customerValues(reader.name, config.client_name), ...values };
  const filled = text === undefined ? "" : filledText(text, known);
  const filledTemplate = templateUse(named, known);
  const media = files.map(({ url, content_type: contentType }) => ({ url, contentType }));
  if (!named || !filledTemplate) return { content: { text: filled, choices, media }, template: null };
  const given = Object.keys(named.values);
  const shown = readableTemplate(config, reader, { template: filledTemplate, given, message: filled });
  if (text === undefined)
    return { content: { text: shown.text, choices, media }, template: shown.use, byTemplate: true };
  return { content: { text: filled, choices, media }, template: shown.use };
}

function filledText(text: string, values: TextValues): string {
  const { content, unknownPlaceholders = [] } = filledContent(text, values);
  if (unknownPlaceholders.length > 0) throw unknownPlaceholder(unknownPlaceholders);
  if (content.text === "") throw new Problem(422, "text-empty", "Nothing is left of the text once it is filled in.");
  return content.text;
}

function unknownPlaceholder(names: readonly string[]): Problem {
  const listed = names.map((name) => `{${name}}`).join(", ");
  return new Problem(422, "placeholder-unknown", `values has nothing for ${listed}, so the text is not sent.`, {
    errors: names.map((name) => ({ pointer: "/text", detail: `{${name}} is not among values.` })),
  });
}
