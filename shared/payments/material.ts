import type { TenantConfig } from "../config/index.ts";
import type { PaymentMaterial } from "../tools/payment.ts";
import { pricedItems } from "./catalogue.ts";
import { type PaymentLinks, razorpayAccount } from "./razorpay.ts";

/** What a configuration version's payment tools work with. */
export function paymentMaterial(config: TenantConfig, links: PaymentLinks): PaymentMaterial {
  return {
    items: pricedItems(config),
    currency: config.payments.currency,
    linkExpiresAfterSeconds: config.payments.link_expires_after,
    ...(razorpayAccount(config) ? { createLink: (tenantId, request) => links.create(tenantId, config, request) } : {}),
  };
}
