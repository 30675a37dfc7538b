import type { TemplateUse } from "../../events/index.ts";
import { TerminalError } from "../../runtime/failures/errors.ts";
import type { ChannelProvider } from "../channel-settings.ts";
import type { ChannelSections, NamedClient } from "../config.ts";
import { windowIsOpen } from "../definition.ts";
import { type CarriedChannel, carrierOf, formatOf } from "../definitions.ts";
import { emailTemplate, mailOf } from "../templates/email-template.ts";
import { placeholdersOf } from "../templates/placeholders.ts";
import { whatsappOutput, whatsappTemplate } from "../templates/whatsapp-template.ts";

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

/** A message of a messaging tool, before the channel shapes it. */
export interface ToolMessage {
  /** What the customer will read. */
  readonly text: string;
  readonly template: TemplateUse | null;
  /** The tenant's own wording of the template, with its placeholders; empty for free text. */
  readonly wording: string;
}

/**
 * The message that a messaging tool's call asks for: the tenant's template with its values in order, or free text while
 * the channel accepts it. Pure.
 * @throws TerminalError `template-unknown`, `template-not-approved`, `template-value-missing` or `window-closed`, in
 * words that tell the model what to do instead.
 */
export function toolMessage(wish: Wish): ToolMessage {
  return wish.content.type === "template" ? templateMessage(wish, wish.content) : textMessage(wish, wish.content.text);
}

function templateMessage(
  { config, channel }: Wish,
  { name, values }: Extract<Wish["content"], { readonly type: "template" }>,
): ToolMessage {
  const { templates } = carrierOf(channel);
  if (templates === "approved") return approved(config, name, values);
  const template = templates === "worded" ? emailTemplate(config, name) : undefined;
  if (!template)
    throw new TerminalError(
      "template-unknown",
      `There is no ${channel} template "${name}" with a text under channels.output. Send free text instead.`,
    );
  const wording = [template.subject ?? "", template.body ?? ""].join("\n");
  // We do not know the placeholders of a template kept at SendGrid, so its values are numbered.
  const names = template.template_id === undefined ? placeholdersOf(wording) : values.map((_, index) => `${index + 1}`);
  const byName = Object.fromEntries(names.map((placeholder, index) => [placeholder, values[index] ?? ""]));
  const mail = mailOf(template, byName, { subject: config.client_name, text: values.join("\n") });
  const text = mail.type === "mail" ? mail.text : "";
  return { text, template: { name, values: byName }, wording };
}

function approved(config: ChannelSections, name: string, values: readonly string[]): ToolMessage {
  const ready = whatsappTemplate(config, { name, language: "en", values });
  if (ready.ok) {
    const { text, values: filled } = ready.template;
    const byName = Object.fromEntries(filled.map(({ placeholder, value }) => [placeholder, value]));
    return { text, template: { name, values: byName }, wording: wordingOf(config, name) };
  }
  const why = {
    "template-unknown": `${name} has no text under channels.output`,
    "template-not-approved": `${name} is not approved by WhatsApp`,
    "template-language-unknown": `${name} is not approved in that language`,
    "template-value-missing": `${name} needs a value for ${ready.missing.join(", ")}`,
  }[ready.reason];
  throw new TerminalError(ready.reason, `The template was not sent: ${why}.`);
}

function wordingOf(config: ChannelSections, name: string): string {
  const templates = whatsappOutput(config)?.templates ?? [];
  return templates.flatMap((template) => (template.name === name ? [template.text] : [])).join("\n");
}

function textMessage({ config, channel, provider, lastInboundAt, now }: Wish, text: string): ToolMessage {
  const hasFallback =
    carrierOf(channel).templates === "approved" && whatsappOutput(config)?.fallback_template !== undefined;
  if (hasFallback || windowIsOpen(formatOf(channel, provider), { by: "agent", lastInboundAt, now }))
    return { text, template: null, wording: "" };
  throw new TerminalError(
    "window-closed",
    `The customer has not written on ${channel} within its window, so free text cannot be sent there. Use an approved template, or another channel.`,
  );
}
