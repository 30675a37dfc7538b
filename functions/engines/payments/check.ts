import type { TenantConfig } from "../../../shared/config/index.ts";
import { type PaymentCheckDue, paymentCheckDue } from "../../../shared/events/index.ts";
import type { PaymentLink, PaymentLinks } from "../../../shared/payments/razorpay.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { step } from "../../../shared/runtime/step.ts";
import { checkTask, reported } from "./decide.ts";
import { tellOfMismatch } from "./mismatch.ts";
import { type Payment, payments } from "./payment.ts";

export interface CheckDependencies {
  readonly paymentLinks: PaymentLinks;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}

/** Asks the provider what became of a link, in case its webhook never came; again and again until it ended. */
export function checkStep({ paymentLinks, config }: CheckDependencies) {
  return step<PaymentCheckDue, Payment, PaymentLink | undefined>({
    name: "payments-check",
    on: paymentCheckDue,
    document: payments,
    documentId: (event) => event.data.paymentId,

    async gather(payment, event, { log, now }) {
      if (payment?.status !== "requested" || !payment.request?.link) return undefined;
      const { name, version } = payment.request.config;
      const tenant = await config(event.tenantId, name, version);
      const link = await paymentLinks.fetch(event.tenantId, tenant, payment.request.link.id);
      tellOfMismatch(payment, checked(payment, event.data, link, now), log);
      return link;
    },

    decide(payment, { data }, link, now) {
      return payment && link && checked(payment, data, link, now);
    },
  });
}

function checked(payment: Payment, { paymentId, attempt }: PaymentCheckDue, link: PaymentLink, now: Date) {
  if (link.status === "open") return { document: payment, schedule: [checkTask(paymentId, attempt + 1, now)] };
  const report = {
    paymentId,
    status: link.status,
    amountMinor: link.status === "paid" ? link.amountPaidMinor : null,
    currency: link.currency,
    providerPaymentId: link.paymentId,
    detail: null,
    at: now.toISOString(),
  };
  return reported(payment, report, now);
}
