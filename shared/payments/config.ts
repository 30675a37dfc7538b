import { z } from "zod";
import { Currency, Name, Seconds, ShortText } from "../schema/scalars.ts";

/** An item that customers can pay for. Amounts are always calculated from the catalogue, never from a model's text. */
export const CatalogueItem = z.strictObject({
  id: Name,
  name: ShortText,
  /** In major units: 299 is ₹299. */
  price: z.number().min(0),
});

export const Payments = z.strictObject({
  /** Default: the currency of voice.business_logic.pricing_requirements, otherwise INR. */
  currency: Currency.optional(),
  /** Lifetime of a payment link. Razorpay accepts 15 minutes to six months. */
  link_expires_after: Seconds.min(1200)
    .max(180 * 86_400)
    .default(86_400),
  /**
   * Sent after a payment. The placeholders are {amount}, {items} and {customer_name}. Default: a sentence in the
   * customer's language.
   */
  paid_message: ShortText.optional(),
});

interface Product {
  readonly id: string;
  readonly name: string;
}

/** The sections of a configuration with prices, in the currency's smallest unit. */
export interface PricedSections {
  readonly catalogue: readonly (Product & { readonly price_minor: number })[];
  readonly business_logic: {
    readonly cross_sell: { readonly products: readonly (Product & { readonly price_minor: number | undefined })[] };
  };
}

/** A tenant's payment settings, with the currency filled in. */
export interface PaymentSections {
  readonly payments: z.output<typeof Payments> & { readonly currency: string };
}
