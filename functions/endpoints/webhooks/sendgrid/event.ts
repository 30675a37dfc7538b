import { z } from "zod";
import { type ReportIds, readShortIds } from "../../../../shared/channels/sending/report-ids.ts";

interface About extends ReportIds {
  readonly eventId: string;
  /** The id from Mail Send's response header `X-Message-Id`. */
  readonly providerMessageId: string;
}

type MailStatus = "queued" | "delivered" | "read" | "failed";

/** A report about one of our mails. */
export type MailReport =
  | (About & { readonly type: "delivery"; readonly status: MailStatus; readonly errorCode: string | null })
  | (About & { readonly type: "opt-out"; readonly wording: string });

/** Only the fields used (SendGrid docs, "Event webhook: events"). Our ids are additional fields. */
const MailEvent = z.looseObject({
  event: z.string(),
  sg_event_id: z.string().min(1).max(200),
  sg_message_id: z.string().max(300).default(""),
  type: z.string().optional(),
  status: z.string().optional(),
  reason: z.string().optional(),
  sg_machine_open: z.boolean().optional(),
});
type MailEvent = z.infer<typeof MailEvent>;

const statuses: Readonly<Record<string, MailStatus>> = {
  processed: "queued",
  delivered: "delivered",
  open: "read",
  click: "read",
  bounce: "failed",
  dropped: "failed",
};

const optOuts = new Set(["spamreport", "unsubscribe", "group_unsubscribe"]);

/** Reads an event about one of our mails; undefined for other products' mails and for irrelevant events. */
export function readMailEvent(given: unknown): MailReport | undefined {
  const read = MailEvent.safeParse(given);
  const ids = readShortIds(given);
  if (!read.success || !ids) return undefined;
  const event = read.data;
  const common = { ...ids, eventId: event.sg_event_id, providerMessageId: event.sg_message_id.split(".", 1)[0] ?? "" };
  if (optOuts.has(event.event)) return { ...common, type: "opt-out", wording: `E-mail ${event.event}` };
  const status = Object.hasOwn(statuses, event.event) ? statuses[event.event] : undefined;
  // Some mail services open every mail automatically, which is no evidence that the customer read it.
  if (status === undefined || event.sg_machine_open === true) return undefined;
  return { ...common, type: "delivery", status, errorCode: status === "failed" ? reasonOf(event) : null };
}

/** A code such as `bounce-5.1.1` or `dropped-bounced-address`. The free text is left out, as it names the customer. */
function reasonOf({ event, type, status, reason = "" }: MailEvent): string {
  const known = event === "dropped" ? /^[A-Za-z ]{1,60}$/.exec(reason)?.[0] : status;
  const kind = event === "bounce" && type === "blocked" ? "blocked" : event;
  return [kind, known?.toLowerCase().replaceAll(" ", "-").slice(0, 60)].filter(Boolean).join("-");
}
