import { m } from "#messages";
import type { Elapsed } from "./list/elapsed.ts";

/** What the API names in its own words, in the person's language. A word that is not known here is shown as it is. */
type Words = Readonly<Record<string, () => string>>;

const channels: Words = {
  web_chat: m.inbox_channel_web_chat,
  whatsapp: m.inbox_channel_whatsapp,
  sms: m.inbox_channel_sms,
  instagram: m.inbox_channel_instagram,
  telegram: m.inbox_channel_telegram,
  email: m.inbox_channel_email,
  voice: m.inbox_channel_voice,
  web_voice: m.inbox_channel_web_voice,
};
const priorities: Words = {
  urgent: m.inbox_priority_urgent,
  high: m.inbox_priority_high,
  medium: m.inbox_priority_medium,
  low: m.inbox_priority_low,
};
const deliveries: Words = {
  queued: m.inbox_delivery_queued,
  sent: m.inbox_delivery_sent,
  delivered: m.inbox_delivery_delivered,
  read: m.inbox_delivery_read,
  failed: m.inbox_delivery_failed,
};
const presences: Words = {
  online: m.inbox_presence_online,
  away: m.inbox_presence_away,
  offline: m.inbox_presence_offline,
};
const unheard: Words = {
  "too-long": m.inbox_unheard_too_long,
  "unknown-format": m.inbox_unheard_unknown_format,
  unavailable: m.inbox_unheard_unavailable,
  "not-understood": m.inbox_unheard_not_understood,
};
const unanswered: Words = {
  reaction: m.inbox_unanswered_reaction,
  "short-code": m.inbox_unanswered_short_code,
  "named-sender": m.inbox_unanswered_named_sender,
  "verification-code": m.inbox_unanswered_verification_code,
  repeated: m.inbox_unanswered_repeated,
  bounce: m.inbox_unanswered_bounce,
  "mailing-list": m.inbox_unanswered_mailing_list,
  "automatic-reply": m.inbox_unanswered_automatic,
  automatic: m.inbox_unanswered_automatic,
  acknowledgement: m.inbox_unanswered_acknowledgement,
  "no-reply": m.inbox_unanswered_no_reply,
  forged: m.inbox_unanswered_forged,
  "from-ourselves": m.inbox_unanswered_from_ourselves,
};

const wordIn = (words: Words) => (name: string) => words[name]?.() ?? spaced(name);
export const channelName = wordIn(channels);
export const priorityName = wordIn(priorities);
export const deliveryName = wordIn(deliveries);
export const presenceName = wordIn(presences);
export const unheardReason = wordIn(unheard);
export const unansweredReason = wordIn(unanswered);

/** `customer_support` → `customer support`. */
export function spaced(name: string): string {
  return name.replaceAll("_", " ");
}

/** A short name for a customer. A visitor of a page has no name, and the id of their session cannot be read. */
export function customerName({ name, address }: { readonly name: string | null; readonly address: string }): string {
  if (name !== null) return name;
  const visitor = /^(?:visitor|console)-(\w{4})\w*/.exec(address)?.[1];
  return visitor === undefined ? address : m.inbox_visitor({ id: visitor });
}

export function elapsedText({ unit, count }: Elapsed): string {
  const texts = {
    now: m.inbox_elapsed_now,
    second: m.inbox_elapsed_second,
    minute: m.inbox_elapsed_minute,
    hour: m.inbox_elapsed_hour,
    day: m.inbox_elapsed_day,
  };
  return texts[unit]({ count: String(count) });
}
