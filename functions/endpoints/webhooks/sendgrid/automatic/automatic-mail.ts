import { acknowledges } from "./acknowledgement.ts";
import { automaticSubject } from "./automatic-subjects.ts";

/** Why a mail gets no automatic answer. Answering it could start an endless conversation between machines. */
export type AutomaticKind =
  | "bounce"
  | "mailing-list"
  | "automatic-reply"
  | "automatic"
  | "acknowledgement"
  | "no-reply";

interface MailParts {
  readonly headers: ReadonlyMap<string, string>;
  readonly from: string;
  /** Where somebody else than From is to be answered. */
  readonly repliesElsewhere: boolean;
  readonly envelopeFrom: string | null;
  readonly subject: string;
  readonly text: string;
}

const unattended =
  /^(no|do[-_.]?not|dont|non|ne-?pas|nicht|nao)[-_.]?(reply|respond|answer|responder|repondre|rispondere|antworten)\b/i;
const bouncers = /^(mailer-?daemon|postmaster|bounces?|mail-?delivery)\b/i;

/** True for an address that nobody reads: `no-reply@`, `mailer-daemon@`. */
export function isUnattended(address: string): boolean {
  return unattended.test(address) || bouncers.test(address);
}

const replyHeaders = [
  "x-autoreply",
  "x-autorespond",
  "x-autoresponder",
  "x-autoreply-from",
  "x-mail-autoreply",
  "x-auto-reply-from",
  "x-ms-exchange-generated-message-source",
];
const listHeaders = ["list-id", "list-post", "list-unsubscribe", "mailing-list", "x-mailing-list"];

/**
 * Whether a machine sent the mail (RFC 3834, 2 and 5; RFC 3464; RFC 2919; Microsoft's X-Auto-Response-Suppress). A web
 * form is a machine too, but writes for a person, who is its Reply-To; such a mail is answered, unless it is itself a
 * reply.
 */
export function automaticKind({ headers, from, repliesElsewhere, ...mail }: MailParts): AutomaticKind | undefined {
  const has = (names: readonly string[]) => names.some((name) => headers.has(name));
  const value = (name: string) => headers.get(name)?.toLowerCase() ?? "";
  const ofSubject = automaticSubject(mail.subject);
  if (
    value("content-type").startsWith("multipart/report") ||
    headers.get("return-path") === "<>" ||
    mail.envelopeFrom === "" ||
    bouncers.test(from) ||
    headers.has("x-failed-recipients") ||
    ofSubject === "bounce"
  )
    return "bounce";
  if (has(listHeaders) || ["bulk", "list"].includes(value("precedence"))) return "mailing-list";
  const submitted = value("auto-submitted");
  if (
    submitted.startsWith("auto-replied") ||
    has(replyHeaders) ||
    ["junk", "auto_reply", "auto-reply"].includes(value("precedence")) ||
    ofSubject === "automatic-reply"
  )
    return "automatic-reply";
  if (acknowledges(mail.subject, mail.text)) return "acknowledgement";
  const isReply = headers.has("in-reply-to") || headers.has("references");
  if (repliesElsewhere && !isReply) return undefined;
  if (submitted !== "" && !submitted.startsWith("no")) return "automatic";
  if (value("x-auto-response-suppress") !== "" && value("x-auto-response-suppress") !== "none") return "automatic";
  return unattended.test(from) && !repliesElsewhere ? "no-reply" : undefined;
}
