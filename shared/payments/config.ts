import { z } from "zod";
import { Currency, Name, Seconds, ShortText } from "../schema/scalars.ts";

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

interface Product {
  readonly id: string;
  readonly name: string;
}

/** The parts of a configuration that have prices, in the currency's smallest unit. */
export interface PricedSections {
  readonly catalogue: readonly (Product & { readonly price_minor: number })[];
  readonly business_logic: {
    readonly cross_sell: { readonly products: readonly (Product & { readonly price_minor: number | undefined })[] };
  };
}

/** How a tenant's customers pay: the section with the currency it counts in filled in. */
export interface PaymentSections {
  readonly payments: z.output<typeof Payments> & { readonly currency: string };
}
