import type { TenantId } from "../platform/tenant.ts";
import type { IntegrationSections } from "../schema/capability.ts";
import { type Priced, pricedItems } from "./catalogue.ts";
import type { PaymentSections, PricedSections } from "./config.ts";
import { type PaymentLink, type PaymentLinks, razorpayAccount } from "./razorpay.ts";

/** What a tenant sells and how a link for it is made; bound to one version of the tenant's configuration. */
export interface PaymentMaterial {
  readonly items: readonly Priced[];
  readonly currency: string;
  readonly linkExpiresAfterSeconds: number;
  /** Undefined where the tenant has no account with a provider of links. */
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

/** What a configuration version's payment tools work with. */
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
