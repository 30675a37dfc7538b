import { z } from "zod";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { isRecord } from "../../../../shared/schema/records.ts";
import { LooseText, lenient, lenientList } from "../lenient.ts";

const Id = LooseText.pipe(z.string().min(1).max(512));
/** Anything but a clear no: an echo that is taken for a customer's message would be answered. */
const Flag = z
  .unknown()
  .optional()
  .transform((value) => value !== undefined && value !== null && value !== false && value !== 0);
const Attachment = z.object({
  type: LooseText.catch("unknown"),
  payload: lenient(z.object({ url: lenient(LooseText) })),
});
const Referral = z.object({
  ref: lenient(LooseText),
  source: lenient(LooseText),
  type: lenient(LooseText),
  ad_id: lenient(LooseText),
  referer_uri: lenient(LooseText),
  ads_context_data: lenient(
    z.object({ ad_title: LooseText.catch(""), photo_url: lenient(LooseText), video_url: lenient(LooseText) }),
  ),
});
export type InstagramReferral = z.infer<typeof Referral>;

const Message = z.object({
  mid: Id,
  text: lenient(LooseText),
  quick_reply: lenient(z.object({ payload: LooseText })),
  attachments: lenientList(Attachment),
  /** The quoted message, or the story that is answered. */
  reply_to: lenient(
    z.object({ mid: lenient(Id), story: lenient(z.object({ id: lenient(LooseText), url: lenient(LooseText) })) }),
  ),
  referral: lenient(Referral),
  is_echo: Flag,
  is_deleted: Flag,
  is_unsupported: Flag,
});

/** Only the fields used. */
const EventFields = z.object({
  sender: z.object({ id: Id }),
  recipient: z.object({ id: Id }).catch({ id: "unknown" }),
  /** Milliseconds. */
  timestamp: z.coerce.number().catch(0),
  message: lenient(Message),
  /** New wording of a message of the customer's. */
  message_edit: lenient(z.object({ mid: Id, text: LooseText, num_edit: lenient(z.coerce.number()) })),
  reaction: lenient(
    z.object({
      mid: lenient(Id),
      action: lenient(LooseText),
      reaction: lenient(LooseText),
      emoji: lenient(LooseText),
    }),
  ),
  postback: lenient(
    z.object({
      mid: lenient(Id),
      title: LooseText.catch(""),
      payload: lenient(LooseText),
      referral: lenient(Referral),
    }),
  ),
  referral: lenient(Referral),
  /** The name of content that is there and cannot be read. */
  unread: z.string().optional(),
});

const contentNames = ["message", "message_edit", "reaction", "postback"] as const;

/**
 * Meta docs, "Instagram messaging: webhooks". An event that says its sender is always read. A message without an id gets
 * one that depends on its content, so that a repeated request gives the same.
 */
export const InstagramEvent = z.preprocess((given) => {
  if (!isRecord(given)) return given;
  const { message } = given;
  const named = isRecord(message) && !Id.safeParse(message.mid).success;
  const event: Readonly<Record<string, unknown>> = named
    ? { ...given, message: { ...message, mid: contentId(given) } }
    : { ...given };
  const read = EventFields.safeParse({ ...event, unread: undefined }).data;
  const unread = contentNames.find((name) => event[name] !== undefined && read?.[name] === undefined);
  return { ...event, unread };
}, EventFields);
export type InstagramEvent = z.infer<typeof InstagramEvent>;

/** An id for an event without one. */
export function contentId(event: unknown): string {
  return deriveId("instagram-without-id", JSON.stringify(event));
}
