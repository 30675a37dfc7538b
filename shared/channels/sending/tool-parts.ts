import { textContent } from "../../events/index.ts";
import { TerminalError } from "../../runtime/errors.ts";
import type { ChannelProvider } from "../channel-settings.ts";
import { takesMedia } from "../channel-settings.ts";
import type { ChannelSections, NamedClient } from "../config.ts";
import { windowIsOpen } from "../definition.ts";
import { type CarriedChannel, carrierOf, formatOf } from "../definitions.ts";
import { emailTemplate, mailOf } from "../templates/email-template.ts";
import { placeholdersOf } from "../templates/placeholders.ts";
import { whatsappOutput, whatsappTemplate } from "../templates/whatsapp-template.ts";
import type { ShapedContent } from "./shaped-content.ts";

interface Wish {
  readonly config: ChannelSections & NamedClient;
  readonly channel: CarriedChannel;
  readonly provider: ChannelProvider["provider"];
  readonly content:
    | { readonly type: "text"; readonly text: string }
    | { readonly type: "template"; readonly name: string; readonly values: readonly string[] };
  /** When the customer last wrote on that channel; null: never. */
  readonly lastInboundAt: string | null;
  readonly now: Date;
}

/**
 * The parts that a messaging tool's call sends: the tenant's template with its values in order, or free text while the
 * channel accepts it. Pure.
 * @throws TerminalError `template-unknown`, `template-not-approved`, `template-value-missing` or `window-closed`, in
 * words that tell the model what to do instead.
 */
export function toolParts(wish: Wish): readonly ShapedContent[] {
  return wish.content.type === "template" ? [templatePart(wish, wish.content)] : textParts(wish, wish.content.text);
}

function templatePart(
  { config, channel }: Wish,
  { name, values }: Extract<Wish["content"], { readonly type: "template" }>,
): ShapedContent {
  const { templates } = carrierOf(channel);
  if (templates === "approved") return approved(config, name, values);
  const template = templates === "worded" ? emailTemplate(config, name) : undefined;
  if (!template)
    throw new TerminalError(
      "template-unknown",
      `There is no ${channel} template "${name}" with a text under channels.output. Send free text instead.`,
    );
  const placeholders = placeholdersOf(`${template.subject ?? ""} ${template.body ?? ""}`);
  // We do not know the placeholders of a template kept at SendGrid, so its values are numbered.
  const names = template.template_id === undefined ? placeholders : values.map((_, index) => String(index + 1));
  const byName = Object.fromEntries(names.map((placeholder, index) => [placeholder, values[index] ?? ""]));
  return mailOf(template, byName, { subject: config.client_name, text: values.join("\n") });
}

function approved(
  config: ChannelSections,
  name: string,
  values: readonly string[] | Readonly<Record<string, string>>,
): ShapedContent {
  const ready = whatsappTemplate(config, { name, language: "en", values });
  if (ready.ok) return ready.template;
  const why = {
    "template-unknown": `${name} has no text under channels.output`,
    "template-not-approved": `${name} is not approved by WhatsApp`,
    "template-value-missing": `${name} needs a value for ${ready.missing.join(", ")}`,
  }[ready.reason];
  throw new TerminalError(ready.reason, `The template was not sent: ${why}.`);
}

function textParts({ config, channel, provider, lastInboundAt, now }: Wish, text: string): readonly ShapedContent[] {
  const format = formatOf(channel, provider);
  if (windowIsOpen(format, { by: "agent", lastInboundAt, now }))
    return format.shape(textContent(text), {
      language: "en",
      media: takesMedia(config, channel),
      thread: null,
      subject: null,
    });
  const fallback = carrierOf(channel).templates === "approved" ? whatsappOutput(config)?.fallback_template : undefined;
  if (fallback !== undefined) return [approved(config, fallback, { client_name: config.client_name, message: text })];
  throw new TerminalError(
    "window-closed",
    `The customer has not written on ${channel} within its window, so free text cannot be sent there. Use an approved template, or another channel.`,
  );
}
