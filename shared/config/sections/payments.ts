import { z } from "zod";
import { Currency, Name, Seconds, ShortText } from "./scalars.ts";

/** What customers can be asked to pay for; what is paid is always worked out from here, never from what a model writes. */
export const CatalogueItem = z.strictObject({
  id: Name,
  name: ShortText,
  /** In major units: 299 is ₹299. */
  price: z.number().min(0),
});

export const Payments = z.strictObject({
  /** Default: the currency of voice.business_logic.pricing_requirements, else INR. */
  currency: Currency.optional(),
  /** How long a payment link is good for. Razorpay takes 15 minutes to six months. */
  link_expires_after: Seconds.min(1200)
    .max(180 * 86_400)
    .default(86_400),
  /** Said when money has come in; {amount}, {items} and {customer_name} are filled in. Default: a sentence in the customer's language. */
  paid_message: ShortText.optional(),
});
