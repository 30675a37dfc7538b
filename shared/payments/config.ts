import { z } from "zod";
import { Currency, Name, Seconds, ShortText } from "../schema/scalars.ts";

/** An item that customers can pay for. Amounts are always calculated from the catalogue, never from a model's text. */
export const CatalogueItem = z.strictObject({
  id: Name.describe("Its id, unique in this list."),
  name: ShortText.describe("The name that customers read."),
  price: z.number().min(0).describe("In major units: 299 is ₹299."),
});

export const Payments = z
  .strictObject({
    currency: Currency.optional().describe(
      "The currency of all prices. Default: that of voice.business_logic.pricing_requirements, otherwise INR.",
    ),
    link_expires_after: Seconds.min(1200)
      .max(180 * 86_400)
      .default(86_400)
      .describe("How long a payment link is valid. Razorpay accepts 15 minutes to six months."),
    paid_message: ShortText.optional().describe(
      "Sent after a payment. It may use {amount}, {items}, {customer_name} and {client_name}. Default: a sentence in the customer's language.",
    ),
  })
  .describe("Payments by link (docs/payments.md).");

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
