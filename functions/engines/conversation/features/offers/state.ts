import { z } from "zod";
import { OfferTerms } from "../../../../../shared/events/outreach/offers.ts";
import type { Engagement } from "../feature-state.ts";

/** An offer as stored in its conversation. Expiry follows from `expiresAt`. */
export const Offer = OfferTerms.extend({ status: z.literal(["open", "accepted", "declined"]) });
export type Offer = z.infer<typeof Offer>;

export const offersState = { offers: z.array(Offer).default([]) };

/** The unanswered offer that has not expired. */
export function openOffer(offers: readonly Offer[], now: Date): Offer | undefined {
  const newest = offers.at(-1);
  return newest?.status === "open" && Date.parse(newest.expiresAt) > now.getTime() ? newest : undefined;
}

/** What offers tell other features. */
export function offersEngagement({ offers }: { readonly offers: readonly Offer[] }, now: Date): Partial<Engagement> {
  return openOffer(offers, now) ? { awaitsAnswer: true } : {};
}
