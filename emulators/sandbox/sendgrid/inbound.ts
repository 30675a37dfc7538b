import { isObject, type JsonObject, listOf, objectOf, textOf } from "../../json.ts";
import type { WebhookTarget } from "../webhook.ts";

/**
 * A mail as SendGrid's Inbound Parse posts it, in multipart/form-data (SendGrid docs, "Inbound email parse webhook"),
 * or an error message. `{url, from, to, subject, text?, html?, cc?, headers?, attachments?: [{filename, type?, content
 * (base64), contentId?}], spf?, dkim?, spamScore?}`. Line ends become CRLF, as in forms.
 */
export function inboundMail(body: JsonObject, now: Date): WebhookTarget | string {
  const { url, from, to, subject, text, html, cc } = body;
  for (const name of ["url", "from", "to"]) if (textOf(body[name]) === "") return `${name} is required.`;
  if (!URL.canParse(textOf(url))) return "url must be the webhook's URL.";
  const attachments = listOf(body.attachments).filter(isObject);
  const fields: Record<string, unknown> = {
    headers: headersOf(body, now),
    dkim: body.dkim ?? `{@${domainOf(from)} : pass}`,
    to,
    cc,
    from,
    subject: subject ?? "",
    text,
    html,
    sender_ip: "192.0.2.1",
    spam_report: "Spam detection software, running on the system, has not identified this incoming email as spam.",
    spam_score: String(body.spamScore ?? "0.011"),
    envelope: JSON.stringify({ to: addressesOf(to), from: addressesOf(from)[0] ?? "" }),
    attachments: String(attachments.length),
    ...(attachments.length > 0 ? { "attachment-info": attachmentInfo(attachments) } : {}),
    charsets: JSON.stringify({ to: "UTF-8", from: "UTF-8", subject: "UTF-8", text: "utf-8", html: "utf-8" }),
    SPF: body.spf ?? "pass",
  };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, String(value));
  attachments.forEach((attachment, index) => {
    const bytes = Buffer.from(textOf(attachment.content), "base64");
    form.set(`attachment${index + 1}`, new Blob([bytes], { type: typeOf(attachment) }), textOf(attachment.filename));
  });
  return { url: textOf(url), headers: { "user-agent": "Sendlib/1.0 server.sendgrid.net" }, body: form };
}

const typeOf = ({ type }: JsonObject): string => textOf(type) || "application/octet-stream";

const addressesOf = (list: unknown): readonly string[] => textOf(list).match(/[^\s<>,"]+@[^\s<>,"]+/g) ?? [];

const domainOf = (address: unknown): string => addressesOf(address)[0]?.split("@")[1] ?? "";

/** The mail's headers as one text, one per line. */
function headersOf({ from, to, subject, headers }: JsonObject, now: Date): string {
  const usual = { From: from, To: to, Subject: subject ?? "", Date: now.toUTCString(), "MIME-Version": "1.0" };
  const all = Object.entries({ ...usual, ...objectOf(headers) });
  return `${all.map(([name, value]) => `${name}: ${value}`).join("\n")}\n`;
}

function attachmentInfo(attachments: readonly JsonObject[]): string {
  const entries = attachments.map((attachment, index) => {
    const { filename, contentId } = attachment;
    const info = { filename, name: filename, type: typeOf(attachment) };
    return [`attachment${index + 1}`, contentId === undefined ? info : { ...info, "content-id": contentId }];
  });
  return JSON.stringify(Object.fromEntries(entries));
}
