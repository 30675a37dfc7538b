import { z } from "zod";
import { ChannelType } from "../conversation/conversation.ts";
import { eventType } from "../event-type.ts";

/** A product that the agent offered to a customer, at the configuration's price at that moment. */
export const OfferTerms = z.object({
  offerId: z.string(),
  conversationId: z.string(),
  customerId: z.string(),
  channel: ChannelType,
  productId: z.string(),
  productName: z.string(),
  /** In the currency's smallest unit; null when the product has no price. */
  priceMinor: z.number().int().nullable(),
  currency: z.string(),
  /** The tenant's trigger that matched. */
  trigger: z.string(),
  madeAt: z.string(),
  expiresAt: z.string(),
});
export type OfferTerms = z.infer<typeof OfferTerms>;

export const offerMade = eventType("offer-made", OfferTerms);

/** A customer's answer to an offer. It contains the offer, because it may arrive before `offer-made`. */
export const offerAnswered = eventType(
  "offer-answered",
  z.object({ offer: OfferTerms, answer: z.literal(["accepted", "declined"]), at: z.string() }),
);

/** The product of an offer was booked, paid for or refunded. */
export const offerSold = eventType(
  "offer-sold",
  z.object({
    offer: OfferTerms,
    /** The id of the payment or the booking. One sale is reported once for each status. */
    saleId: z.string(),
    status: z.literal(["booked", "paid", "refunded"]),
    /** The amount of the product's own lines, in the smallest unit of `currency`. */
    amountMinor: z.number().int(),
    currency: z.string(),
    at: z.string(),
  }),
);
export type OfferSold = z.infer<typeof offerSold.schema>;

/** An unanswered offer has expired. */
export const offerExpiryDue = eventType("offer-expiry-due", z.object({ offerId: z.string() }));
