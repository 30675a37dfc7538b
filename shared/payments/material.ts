import type { TenantId } from "../platform/tenant.ts";
import type { IntegrationSections } from "../schema/capability.ts";
import { type PricedItem, pricedItems } from "./catalogue.ts";
import type { PaymentSections, PricedSections } from "./config.ts";
import { type PaymentLink, type PaymentLinks, razorpayAccount } from "./razorpay.ts";

/** A tenant's priced items and the function that creates payment links, for one version of its configuration. */
export interface PaymentMaterial {
  readonly items: readonly PricedItem[];
  readonly currency: string;
  readonly linkExpiresAfterSeconds: number;
  /** Undefined when the tenant has no account with a provider of payment links. */
  readonly createLink?: (
    tenantId: TenantId,
    request: {
      readonly referenceId: string;
      readonly amountMinor: number;
      readonly currency: string;
      readonly description: string;
      readonly customer: { readonly name?: string; readonly contact?: string };
      readonly notes: Readonly<Record<string, string>>;
      readonly expiresAt: Date;
    },
  ) => Promise<PaymentLink>;
}

/** The payment material of one configuration version. */
export function paymentMaterial(
  config: PaymentSections & PricedSections & IntegrationSections,
  links: PaymentLinks,
): PaymentMaterial {
  return {
    items: pricedItems(config),
    currency: config.payments.currency,
    linkExpiresAfterSeconds: config.payments.link_expires_after,
    ...(razorpayAccount(config) ? { createLink: (tenantId, request) => links.create(tenantId, config, request) } : {}),
  };
}
