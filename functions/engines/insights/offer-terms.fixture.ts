import type { OfferTerms } from "../../../shared/events/index.ts";

/** An offer that was made at this time, for a week. */
export function offerTerms(madeAt: string): OfferTerms {
  return {
    offerId: "o1",
    conversationId: "c1",
    customerId: "p1",
    channel: "whatsapp",
    productId: "family_package",
    productName: "Family Health Package",
    priceMinor: 499_900,
    currency: "INR",
    trigger: "family_mention",
    madeAt,
    expiresAt: new Date(Date.parse(madeAt) + 7 * 86_400_000).toISOString(),
  };
}
