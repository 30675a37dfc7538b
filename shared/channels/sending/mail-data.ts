import type SendGridMail from "@sendgrid/mail";
import type { TenantId } from "../../platform/tenant.ts";
import type { SendingConfig } from "../providers/provider-definition.ts";
import { emailSections } from "../sections/email-sections.ts";
import { settingsOf } from "../sections/section.ts";
import type { ChannelMessage } from "./channel-message.ts";
import { mailId } from "./mail-id.ts";
import { shortIds } from "./report-ids.ts";
import type { ShapedContent } from "./shaped-content.ts";

/** One mail, as SendGrid's client accepts it. */
type MailData = Exclude<Parameters<(typeof SendGridMail)["send"]>[0], readonly unknown[]>;

/** The sender of a mail, and the address for replies. */
export interface EmailSender {
  readonly address: string;
  readonly name: string;
  readonly replyTo: string;
}

/** Mail comes from the tenant's `from_address`. Replies go to the address whose mail the product reads. */
export function senderOf(config: SendingConfig, { from }: Pick<ChannelMessage, "from">): EmailSender {
  const [address] = settingsOf(config.channels.output, emailSections.output).flatMap(
    ({ from_address }) => from_address ?? [],
  );
  return { address: address ?? from, name: config.client_name, replyTo: from };
}

/**
 * The body of a Mail Send request (SendGrid docs, "v3 Mail Send"). The Message-ID is derived from ours, so that mail
 * programs that compare ids show a mail sent twice once. In-Reply-To and References put it into its thread.
 */
export function mailData(
  message: ChannelMessage,
  mail: Extract<ShapedContent, { type: "mail" }>,
  sender: EmailSender,
  tenantId: TenantId,
): MailData {
  const { messageId, part, conversationId, thread, turnId } = message;
  const references = thread ? [...thread.references, thread.messageId].filter((id) => id !== "") : [];
  const domain = sender.address.split("@")[1] ?? "localhost";
  return {
    to: message.to,
    from: { email: sender.address, name: sender.name },
    ...(sender.replyTo === sender.address ? {} : { replyTo: sender.replyTo }),
    headers: {
      "Message-ID": mailId({ messageId, part, conversationId, domain }),
      ...automaticHeaders(message),
      ...(thread && thread.messageId !== "" ? { "In-Reply-To": headerId(thread.messageId) } : {}),
      ...(references.length === 0 ? {} : { References: referencesIn(references) }),
    },
    ...(turnId === null ? {} : { customArgs: shortIds({ ...message, tenantId, turnId }) }),
    // A rewritten link looks like fraud to the reader, and an invisible picture is a tracker.
    trackingSettings: { clickTracking: { enable: false }, openTracking: { enable: false } },
    ...(mail.template
      ? { subject: mail.subject, templateId: mail.template.id, dynamicTemplateData: mail.template.values }
      : { subject: mail.subject, text: mail.text, html: mail.html }),
  };
}

/**
 * What keeps other machines from answering ours (RFC 3834, 5; Microsoft's X-Auto-Response-Suppress). A person's mail has
 * neither.
 */
function automaticHeaders({ byPerson, thread }: ChannelMessage): Readonly<Record<string, string>> {
  if (byPerson) return {};
  return {
    "Auto-Submitted": thread === null ? "auto-generated" : "auto-replied",
    "X-Auto-Response-Suppress": "OOF, AutoReply",
  };
}

/** RFC 5322: in angle brackets, without characters that could start another header. */
function headerId(id: string): string {
  return `<${id.replace(/[<>\s]/g, "")}>`;
}

/** The first id and the newest 18. Headers have a maximum length, and RFC 5322 allows leaving out the middle. */
function referencesIn(ids: readonly string[]): string {
  const distinct = [...new Set(ids.map(headerId))];
  return [...distinct.slice(0, 1), ...distinct.slice(1).slice(-18)].join(" ");
}
