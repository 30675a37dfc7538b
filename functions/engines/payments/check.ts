import type { TenantConfig } from "../../../shared/config/index.ts";
import {
  messageRequested,
  type PaymentCheckDue,
  paymentCheckDue,
  paymentNeedsPerson,
  paymentNotMade,
  paymentSettled,
} from "../../../shared/events/index.ts";
import type { PaymentLink, PaymentLinks } from "../../../shared/payments/razorpay.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { step } from "../../../shared/runtime/step.ts";
import { applyReport, checkTask } from "./decide.ts";
import { logMismatch } from "./mismatch.ts";
import { type Payment, payments } from "./payment.ts";

export interface CheckDependencies {
  readonly paymentLinks: PaymentLinks;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}

/** Polls the provider for a link's status, in case its webhook never arrives. Repeats until the link has ended. */
export function checkStep({ paymentLinks, config }: CheckDependencies) {
  return step<PaymentCheckDue, Payment, PaymentLink | undefined>({
    name: "payments-check",
    on: paymentCheckDue,
    publishes: [paymentSettled, paymentNeedsPerson, messageRequested, paymentNotMade],
    schedules: [paymentCheckDue],
    document: payments,
    documentId: (event) => event.data.paymentId,

    async gather(payment, event, { log, now }) {
      if (payment?.status !== "requested" || !payment.request?.link) return undefined;
      const { name, version } = payment.request.config;
      const tenant = await config(event.tenantId, name, version);
      const link = await paymentLinks.fetch(event.tenantId, tenant, payment.request.link.id);
      logMismatch(payment, decideCheck(payment, event.data, link, now), log);
      return link;
    },

    decide(payment, { data }, link, now) {
      return payment && link && decideCheck(payment, data, link, now);
    },
  });
}

function decideCheck(payment: Payment, { paymentId, attempt }: PaymentCheckDue, link: PaymentLink, now: Date) {
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
  return applyReport(payment, report, now);
}
