import { z } from "zod";
import type { Thread } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { withBoundedMarks } from "../../../../shared/schema/bounded-text.ts";
import {
  isAutomatic,
  type MailAddress,
  mailAddress,
  mailHeaders,
  messageIdsIn,
  withoutDetail,
} from "./mail-headers.ts";
import { newText } from "./new-text.ts";

/** A mail from Inbound Parse. */
export interface InboundMail {
  readonly from: MailAddress;
  /** The recipients' mailboxes, most likely ours. */
  readonly to: readonly string[];
  readonly messageId: string;
  readonly thread: Thread;
  readonly text: string;
  readonly files: readonly File[];
  /** Whether a machine sent it. */
  readonly automatic: boolean;
  /** Whether SPF failed and no DKIM signature passed. */
  readonly forged: boolean;
}

/** Of one field of the form: its longest is the mail's HTML. */
const mostFieldCharacters = 500_000;
const filesKept = 10;
const referencesKept = 20;
const Envelope = z.object({ to: z.array(z.string()).catch([]), from: z.string().nullable().catch(null) });

/**
 * Reads a mail (SendGrid docs, "Inbound email parse webhook"); undefined if it has no valid sender.
 * @throws Problem 400 `form-invalid` for a body that is not a form.
 */
export async function readInboundMail(rawBody: Buffer, contentType: string): Promise<InboundMail | undefined> {
  const form = await new Response(new Uint8Array(rawBody), { headers: { "content-type": contentType } })
    .formData()
    .catch((cause: unknown) => {
      throw new Problem(400, "form-invalid", "The body is not valid multipart/form-data.", { cause });
    });
  const field = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? withBoundedMarks(value.slice(0, mostFieldCharacters)) : "";
  };
  const from = mailAddress(field("from"));
  if (!from) return undefined;
  const headers = mailHeaders(field("headers").slice(0, 100_000));
  const envelope = Envelope.safeParse(jsonOf(field("envelope"))).data ?? { to: [], from: null };
  const listed = envelope.to.length > 0 ? envelope.to : field("to").split(",");
  const subject = field("subject").replace(/\s+/g, " ").trim().slice(0, 500);
  const [messageId = deriveId("mail", from.address, field("headers"), field("text"))] = messageIdsIn(
    headers.get("message-id"),
  );
  const references = messageIdsIn(`${headers.get("references") ?? ""} ${headers.get("in-reply-to") ?? ""}`);
  const text = newText(field("text").trim() === "" ? await htmlText(field("html")) : field("text"));
  return {
    from,
    to: [
      ...new Set(
        listed
          .slice(0, 50)
          .flatMap((each) => mailAddress(each)?.address ?? [])
          .map(withoutDetail),
      ),
    ],
    messageId,
    thread: { subject, messageId, references: [...new Set(references)].slice(-referencesKept) },
    text: text === "" ? subject : text,
    files: [...form.values()].filter((value) => typeof value !== "string").slice(0, filesKept),
    automatic: isAutomatic(headers, from.address, envelope.from),
    forged: /^fail/i.test(field("SPF")) && !/: ?pass/i.test(field("dkim")),
  };
}

/** The HTML parser is loaded lazily, because few mails have no plain text. */
async function htmlText(html: string): Promise<string> {
  if (html.trim() === "") return "";
  const { textOfHtml } = await import("./html-text.ts");
  return textOfHtml(html);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the recipients are then read from the `to` field
  }
}
