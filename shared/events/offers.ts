import { z } from "zod";
import { ChannelType } from "./conversation.ts";
import { eventType } from "./event-type.ts";

/** A product that the agent offered to a customer, at the price of the configuration at that moment. */
export const OfferTerms = z.object({
  offerId: z.string(),
  conversationId: z.string(),
  customerId: z.string(),
  channel: ChannelType,
  productId: z.string(),
  productName: z.string(),
  /** In the currency's smallest unit; null where the product has no price. */
  priceMinor: z.number().int().nullable(),
  currency: z.string(),
  /** The tenant's trigger that held. */
  trigger: z.string(),
  madeAt: z.string(),
  expiresAt: z.string(),
});
export type OfferTerms = z.infer<typeof OfferTerms>;

export const offerMade = eventType("offer-made", OfferTerms);

/** What the customer said to an offer. It carries the offer, for it may come before `offer-made`. */
export const offerAnswered = eventType(
  "offer-answered",
  z.object({ offer: OfferTerms, answer: z.literal(["accepted", "declined"]), at: z.string() }),
);

/** The product of an offer was booked, paid for, or its money went back. */
export const offerSold = eventType(
  "offer-sold",
  z.object({
    offer: OfferTerms,
    /** The payment's id, or the booking's: one sale is told once for each status. */
    saleId: z.string(),
    status: z.literal(["booked", "paid", "refunded"]),
    /** Of the product's own lines, in the smallest unit of `currency`. */
    amountMinor: z.number().int(),
    currency: z.string(),
    at: z.string(),
  }),
);
export type OfferSold = z.infer<typeof offerSold.schema>;

/** An offer nobody answered is too old to be taken. */
export const offerExpiryDue = eventType("offer-expiry-due", z.object({ offerId: z.string() }));
