import { z } from "zod";
import { whatsappUserIdPattern } from "../../../../shared/channels/addresses/whatsapp-user-id.ts";
import { LooseText, lenient, lenientList } from "../lenient.ts";
import { SystemMessage } from "./preferences.ts";

export const MessageId = LooseText.pipe(z.string().min(1).max(512));
const Id = MessageId;
const File = z.object({ id: Id, mime_type: lenient(LooseText), caption: lenient(LooseText) });
const Reply = z.object({ id: LooseText, title: LooseText.catch("") });
const Place = z.object({
  latitude: LooseText,
  longitude: LooseText,
  name: lenient(LooseText),
  address: lenient(LooseText),
});
const Card = z.object({
  name: lenient(z.object({ formatted_name: LooseText.catch("") })),
  phones: lenientList(z.object({ phone: lenient(LooseText) })),
});
const Amount = lenient(z.coerce.number().min(0).max(1e9));
const Item = z.object({ product_retailer_id: Id, quantity: Amount, item_price: Amount, currency: lenient(LooseText) });

/** What a message says. Only the fields used; each kind of content is optional, and an odd one counts as absent. */
const contentFields = {
  type: LooseText.catch("unknown"),
  text: lenient(z.object({ body: LooseText })),
  button: lenient(z.object({ payload: lenient(LooseText), text: LooseText.catch("") })),
  interactive: lenient(
    z.object({
      type: lenient(LooseText),
      button_reply: lenient(Reply),
      list_reply: lenient(Reply),
      nfm_reply: lenient(z.object({ body: LooseText.catch(""), response_json: z.unknown() })),
    }),
  ),
  image: lenient(File),
  document: lenient(File),
  audio: lenient(File),
  video: lenient(File),
  sticker: lenient(File),
  location: lenient(Place),
  contacts: lenient(lenientList(Card)),
  order: lenient(
    z.object({ catalog_id: lenient(LooseText), text: LooseText.catch(""), product_items: lenientList(Item) }),
  ),
};

/**
 * Meta docs, "Cloud API webhooks: messages". A message that has an id and a sender is always read. `from` is empty for a
 * customer who shows no number (Meta docs, "Business-scoped user IDs").
 */
export const WhatsappMessage = z.object({
  id: Id,
  /** The customer's number without `+`. */
  from: z
    .string()
    .regex(/^\d{5,20}$/)
    .catch(""),
  /** The customer's id for this business. */
  from_user_id: lenient(z.string().regex(whatsappUserIdPattern)),
  /** Seconds. */
  timestamp: z.coerce.number().catch(0),
  ...contentFields,
  system: lenient(SystemMessage),
  /** Without an emoji, the reaction was taken back. */
  reaction: lenient(z.object({ message_id: Id, emoji: lenient(z.string()) })),
  /** The message that this one quotes. */
  context: lenient(z.object({ id: lenient(Id) })),
  referral: lenient(
    z.object({
      headline: LooseText.catch(""),
      body: LooseText.catch(""),
      source_url: lenient(LooseText),
      source_type: lenient(LooseText),
      source_id: lenient(LooseText),
      ctwa_clid: lenient(LooseText),
    }),
  ),
  edit: lenient(z.object({ original_message_id: Id, message: lenient(z.object(contentFields)) })),
  revoke: lenient(z.object({ original_message_id: Id })),
});
export type WhatsappMessage = z.infer<typeof WhatsappMessage>;
export type WhatsappContent = Pick<WhatsappMessage, keyof typeof contentFields>;
