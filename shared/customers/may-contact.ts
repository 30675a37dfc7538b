import type { ChannelType, Purpose } from "../events/index.ts";
import { quietUntil } from "../time/quiet-hours.ts";
import type { ContactRules } from "./contact-rules.ts";
import { type Consent, type Customer, standingOf } from "./customer.ts";
import { identityOf, isVouchedFor } from "./identity.ts";

export type ContactVerdict =
  | { readonly type: "yes" }
  /** `reason` is a stable word, recorded beside what was not sent. */
  | { readonly type: "no"; readonly reason: "opted-out" | "no-consent" | "no-opt-in" | "frequency-cap" }
  | { readonly type: "later"; readonly reason: "quiet-hours"; readonly until: Date };

const dayMs = 24 * 3_600_000;

/** Whether a customer may be written to unasked, now and on this channel. Pure. */
export function mayContact(wish: {
  readonly customer: Customer;
  readonly channel: ChannelType;
  readonly purpose: Purpose;
  readonly rules: ContactRules;
  readonly timeZone: string;
  /** Of the channel's own section: unasked messages need the customer's yes (`opt_in_required`). */
  readonly optInRequired: boolean;
  readonly now: Date;
}): ContactVerdict {
  const { customer, channel, purpose, rules, now } = wish;
  if (customer.optOuts[channel] !== undefined) return { type: "no", reason: "opted-out" };
  if (purpose === "transactional") return { type: "yes" };
  const agreed = consentTo(customer, "marketing", channel);
  if (purpose === "marketing" && rules.marketing_consent === "required" && !agreed)
    return { type: "no", reason: "no-consent" };
  if (wish.optInRequired && !agreed && !wroteFirst(customer, channel)) return { type: "no", reason: "no-opt-in" };
  const until = quietUntil(now, rules.quiet_hours, wish.timeZone);
  if (until) return { type: "later", reason: "quiet-hours", until };
  const counted = customer.contacts.filter((contact) => contact.purpose !== "transactional");
  const since = (ms: number) => counted.filter(({ at }) => Date.parse(at) > now.getTime() - ms).length;
  if (since(dayMs) >= rules.max_per_day || since(7 * dayMs) >= rules.max_per_week)
    return { type: "no", reason: "frequency-cap" };
  return { type: "yes" };
}

export function consentTo(customer: Customer, purpose: Consent["purpose"], channel: ChannelType): boolean {
  return newestConsent(customer, purpose, channel)?.granted ?? false;
}

/**
 * The newest word on it, for this channel or for any. A yes in a web page, where anyone may name anybody's number, holds
 * for that page only.
 */
export function newestConsent(
  customer: Customer,
  purpose: Consent["purpose"],
  channel: ChannelType,
): Consent | undefined {
  const said = customer.consents.filter((consent) => consent.purpose === purpose);
  const elsewhere = said.filter((consent) => !consent.granted || isVouchedFor(identityOf(consent.channel, "").kind));
  return said.findLast((consent) => consent.channel === channel) ?? elsewhere.at(-1);
}

/** Whoever has written on a channel has opted in to answers about their own business there. */
function wroteFirst(customer: Customer, channel: ChannelType): boolean {
  const { kind } = identityOf(channel, "");
  return customer.identities.some((identity) => identity.kind === kind && standingOf(identity) === "verified");
}
