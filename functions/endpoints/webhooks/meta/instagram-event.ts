import { z } from "zod";
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

/** Meta docs, "Instagram messaging: webhooks". Only the fields used. */
export const InstagramEvent = z.object({
  sender: z.object({ id: Id }),
  recipient: z.object({ id: Id }).catch({ id: "unknown" }),
  /** Milliseconds. */
  timestamp: z.coerce.number().catch(0),
  message: lenient(Message),
  /** New wording of a message of the customer's. */
  message_edit: lenient(z.object({ mid: Id, text: LooseText, num_edit: lenient(z.coerce.number()) })),
  reaction: lenient(
    z.object({
      mid: Id,
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
});
export type InstagramEvent = z.infer<typeof InstagramEvent>;
