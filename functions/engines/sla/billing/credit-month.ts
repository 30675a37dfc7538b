import type Stripe from "stripe";
import { slaReportMade } from "../../../../shared/events/index.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { secretName } from "../../../../shared/security/secrets/secret-reference.ts";
import { monthMinutes } from "../../../../shared/sla/calendar-month.ts";
import { currentSla, type SlaConfigs } from "../current-sla.ts";
import { type BilledMonth, billedMonths } from "./billed.ts";
import { stripeFailure } from "./stripe-account.ts";

export interface BillingParts {
  readonly configs: SlaConfigs;
  account(key: string): Promise<Stripe>;
  secret(tenantId: TenantId, name: string): Promise<string>;
}

interface Credited {
  readonly creditNoteId: string;
  readonly invoiceId: string;
  readonly amountMinor: number;
}

/**
 * Gives a month's credit as a credit note on the invoice of that month, once. A later revision of the report adds what is
 * missing. After a crash Stripe is asked whether the note was made.
 */
export function creditMonthStep({ configs, account, secret }: BillingParts) {
  return step<typeof slaReportMade.schema._output, BilledMonth, Credited | undefined>({
    name: "sla-credit-month",
    on: slaReportMade,
    document: billedMonths,
    documentId: ({ data }) => data.month,
    async gather(before, { tenantId, data }, { effect }) {
      const current = await currentSla(configs, tenantId);
      const billing = current?.sla.billing;
      const amountMinor = data.creditMinor - (before?.creditedMinor ?? 0);
      if (!current || !billing || amountMinor <= 0) return undefined;
      const stripe = await account(await secret(tenantId, secretName(billing.stripe_key)));
      const { from, to } = monthMinutes(data.month, current.zone);
      const of = {
        customer: billing.stripe_customer,
        currency: data.currency.toLowerCase(),
        middle: ((from + to) / 2) * 60,
      };
      const invoice = await invoiceOf(stripe, of);
      if (!invoice?.id)
        throw new TerminalError(
          "invoice-not-found",
          `${billing.stripe_customer} has no open or paid invoice in ${data.currency} whose period holds the middle of ${data.month}. Make it at Stripe, then replay this event.`,
        );
      const invoiceId = invoice.id;
      const settled = invoice.status === "paid" ? { credit_amount: amountMinor } : {};
      const give = async (idempotencyKey: string): Promise<Credited> => {
        const note = await stripe.creditNotes
          .create(
            {
              invoice: invoiceId,
              amount: amountMinor,
              ...settled,
              reason: "product_unsatisfactory",
              memo: `${current.sla.name}: ${data.month}`,
              metadata: { sla: idempotencyKey, month: data.month },
            },
            { idempotencyKey },
          )
          .catch((error: unknown) => {
            throw stripeFailure(error);
          });
        return { creditNoteId: note.id, invoiceId, amountMinor };
      };
      const find = async (idempotencyKey: string): Promise<Credited | undefined> => {
        const { data: notes } = await stripe.creditNotes.list({ invoice: invoiceId, limit: 100 });
        const found = notes.find(({ metadata }) => metadata?.sla === idempotencyKey);
        return found && { creditNoteId: found.id, invoiceId, amountMinor };
      };
      return effect("credit-note", give, { policy: "lookUp", find });
    },
    decide(before, { data: { month } }, credited, now) {
      if (!credited) return undefined;
      return {
        document: {
          month,
          creditedMinor: (before?.creditedMinor ?? 0) + credited.amountMinor,
          notes: [...(before?.notes ?? []), { ...credited, at: now.toISOString() }].slice(-50),
        },
      };
    },
  });
}

async function invoiceOf(
  stripe: Stripe,
  { customer, currency, middle }: { readonly customer: string; readonly currency: string; readonly middle: number },
): Promise<Stripe.Invoice | undefined> {
  const { data: invoices } = await stripe.invoices.list({ customer, limit: 100 }).catch((error: unknown) => {
    throw stripeFailure(error);
  });
  return invoices.find(
    (invoice) =>
      (invoice.status === "open" || invoice.status === "paid") &&
      invoice.currency === currency &&
      invoice.period_start <= middle &&
      middle < invoice.period_end,
  );
}
