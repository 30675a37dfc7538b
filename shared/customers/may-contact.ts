import { isAddressKindOf } from "../channels/definitions.ts";
import type { ChannelType, Purpose } from "../events/index.ts";
import { quietHoursEnd } from "../time/quiet-hours.ts";
import type { Consent } from "./consents.ts";
import type { ContactRules } from "./contact-rules.ts";
import { type Customer, standingOf } from "./customer.ts";
import { identityOf, isVouchedFor } from "./identity.ts";

export type ContactDecision =
  | { readonly type: "yes" }
  /** `reason` is a stable code, recorded with the message that was not sent. */
  | { readonly type: "no"; readonly reason: "opted-out" | "no-consent" | "no-opt-in" | "frequency-cap" }
  | { readonly type: "later"; readonly reason: "quiet-hours"; readonly until: Date };

const dayMs = 24 * 3_600_000;

/** Decides whether a proactive message to a customer is allowed now on this channel. Pure. */
export function mayContact(wish: {
  readonly customer: Customer;
  readonly channel: ChannelType;
  readonly purpose: Purpose;
  readonly rules: ContactRules;
  readonly timeZone: string;
  /** The channel's `opt_in_required`: proactive messages need the customer's consent. */
  readonly optInRequired: boolean;
  readonly now: Date;
}): ContactDecision {
  const { customer, channel, purpose, rules, now } = wish;
  if (customer.optOuts[channel] !== undefined) return { type: "no", reason: "opted-out" };
  if (purpose === "transactional") return { type: "yes" };
  const consent = newestConsent(customer, "marketing", channel);
  const hasConsent = consent?.granted ?? false;
  // A refusal counts where no consent is required, too: the customer has switched marketing off at the provider.
  const mayMarket = hasConsent || (rules.marketing_consent !== "required" && !refusedHere(consent, channel));
  if (purpose === "marketing" && !mayMarket) return { type: "no", reason: "no-consent" };
  if (wish.optInRequired && !hasConsent && !wroteFirst(customer, channel)) return { type: "no", reason: "no-opt-in" };
  const until = quietHoursEnd(now, rules.quiet_hours, wish.timeZone);
  if (until) return { type: "later", reason: "quiet-hours", until };
  const counted = customer.contacts.filter((contact) => contact.purpose !== "transactional");
  const since = (ms: number) => counted.filter(({ at }) => Date.parse(at) > now.getTime() - ms).length;
  if (since(dayMs) >= rules.max_per_day || since(7 * dayMs) >= rules.max_per_week)
    return { type: "no", reason: "frequency-cap" };
  return { type: "yes" };
}

/** Whether what the customer said may be used again: a refusal of the collection, or of a call's recording, holds for it too. */
export function mayBeReused(customer: Customer, channel: ChannelType): boolean {
  return (["data_collection", "recording"] as const).every(
    (purpose) => newestConsent(customer, purpose, channel)?.granted !== false,
  );
}

export function consentTo(customer: Customer, purpose: Consent["purpose"], channel: ChannelType): boolean {
  return newestConsent(customer, purpose, channel)?.granted ?? false;
}

/**
 * The newest consent for a purpose, for this channel or else for any. A consent from a web page holds for that channel
 * only, because anyone can enter another person's number there.
 */
export function newestConsent(
  customer: Customer,
  purpose: Consent["purpose"],
  channel: ChannelType,
): Consent | undefined {
  const consents = customer.consents.filter((consent) => consent.purpose === purpose);
  const elsewhere = consents.filter(
    (consent) => !consent.granted || isVouchedFor(identityOf(consent.channel, "").kind),
  );
  return consents.findLast((consent) => consent.channel === channel) ?? elsewhere.at(-1);
}

function refusedHere(consent: Consent | undefined, channel: ChannelType): boolean {
  return consent !== undefined && !consent.granted && consent.channel === channel;
}

/** A customer who has written on a channel has opted in to service messages there. */
function wroteFirst(customer: Customer, channel: ChannelType): boolean {
  return customer.identities.some(
    (identity) => isAddressKindOf(channel, identity.kind) && standingOf(identity) === "verified",
  );
}
