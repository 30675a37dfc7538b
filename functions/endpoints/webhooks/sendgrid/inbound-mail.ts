import { z } from "zod";
import type { Thread, Unanswered } from "../../../../shared/events/index.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { jsonOf } from "../../../../shared/schema/json-of.ts";
import { automaticKind, isUnattended } from "./automatic/automatic-mail.ts";
import { newText } from "./new-text/new-text.ts";
import { formFields, type MailFile } from "./parts/form-fields.ts";
import { fieldReader, type MailContent, mailContent } from "./parts/mail-content.ts";
import { firstAddress, mailAddress, messageIdsIn, withoutDetail } from "./parts/mail-headers.ts";
import { type MailSender, mailSender } from "./parts/mail-sender.ts";
import { type SenderProof, senderProof } from "./parts/sender-proof.ts";

/** A mail from Inbound Parse. */
export interface InboundMail {
  /** The person who wrote it, to whom an answer goes. */
  readonly sender: MailSender;
  /** The From address. */
  readonly from: string;
  /** The recipients' mailboxes, most likely ours. */
  readonly to: readonly string[];
  readonly messageId: string;
  readonly thread: Thread;
  /** What is new in it: without quoted history and signature. */
  readonly text: string;
  readonly original: string;
  readonly files: readonly MailFile[];
  /** Why no automatic answer goes out: a machine sent it, or somebody else than its From. */
  readonly unanswered: Unanswered | undefined;
}

const filesKept = 10;
const referencesKept = 20;
const Envelope = z.object({ to: z.array(z.string()).catch([]), from: z.string().nullable().catch(null) });

/**
 * Reads a mail (SendGrid docs, "Inbound email parse webhook"), parsed or raw; undefined if it has no valid sender.
 * @throws Problem 400 `form-invalid` for a body that is not a form.
 */
export async function readInboundMail(rawBody: Buffer, contentType: string): Promise<InboundMail | undefined> {
  const form = await formFields(rawBody, contentType);
  const field = fieldReader(form);
  const content = await mailContent(form, field);
  const { headers } = content;
  const from = mailAddress(content.from);
  if (!from) return undefined;
  const envelope = Envelope.safeParse(jsonOf(field("envelope"))).data ?? { to: [], from: null };
  const proof = senderProof(from.address, { spf: field("SPF"), dkim: field("dkim"), envelopeFrom: envelope.from });
  const sender = mailSender(from, { replyTo: firstAddress(headers.get("reply-to")), proof });
  const subject = content.subject.replace(/\s+/g, " ").trim().slice(0, 500);
  const messageId =
    messageIdsIn(headers.get("message-id"))[0] ??
    deriveId("mail", from.address, [...headers.values()].join("\n"), content.text);
  const references = messageIdsIn(`${headers.get("references") ?? ""} ${headers.get("in-reply-to") ?? ""}`);
  const { text, original } = await mailText(content);
  return {
    sender,
    from: from.address,
    to: recipients(envelope.to.length > 0 ? envelope.to : content.to.split(",")),
    messageId,
    thread: { subject, messageId, references: [...new Set(references)].slice(-referencesKept) },
    text: text === "" ? subject : text,
    original: original === "" ? subject : original,
    files: content.files.slice(0, filesKept),
    unanswered: unansweredBecause(content, { sender, from: from.address, envelopeFrom: envelope.from, proof, subject }),
  };
}

function unansweredBecause(
  { headers, text }: MailContent,
  mail: {
    readonly sender: MailSender;
    readonly from: string;
    readonly envelopeFrom: string | null;
    readonly proof: SenderProof;
    readonly subject: string;
  },
): Unanswered | undefined {
  const { sender, from, proof } = mail;
  const repliesElsewhere = sender.address !== from;
  // An answer would go to somebody who did not write.
  if (proof === "failed") return "forged";
  if (!repliesElsewhere && isUnattended(firstAddress(headers.get("reply-to"))?.address ?? "")) return "no-reply";
  return automaticKind({ headers, text, repliesElsewhere, ...mail });
}

function recipients(listed: readonly string[]): readonly string[] {
  const addresses = listed.slice(0, 50).flatMap((each) => mailAddress(each)?.address ?? []);
  return [...new Set(addresses.map(withoutDetail))];
}

/** The HTML parser is loaded lazily, because few mails have no plain text. */
async function mailText({ text, html, subject }: MailContent): Promise<Pick<InboundMail, "text" | "original">> {
  if (text.trim() !== "" || html.trim() === "")
    return { text: newText(text, subject), original: text.replace(/\r\n?/g, "\n").trim() };
  const { textOfHtml, wholeTextOfHtml } = await import("./new-text/html-text.ts");
  return { text: newText(textOfHtml(html), subject), original: wholeTextOfHtml(html) };
}
