import { slaDayEnded } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { secretName } from "../../../../shared/security/secrets/secret-reference.ts";
import { readDay } from "../../../../shared/sla/minute-record.ts";
import { currentSla } from "../current-sla.ts";
import { slaDayId, slaDays } from "../watch/watch.ts";
import { type BilledDay, billedDays } from "./billed.ts";
import type { BillingParts } from "./credit-month.ts";
import { readError, stripeFailure } from "./stripe-account.ts";

/**
 * Tells Stripe's meter the turns of a day, once. The same `identifier` in every attempt lets Stripe refuse a second event
 * (docs.stripe.com/api/billing/meter-event: unique for at least 24 hours), and the refusal means that it has the first.
 */
export function sendUsageStep({
  configs,
  account,
  secret,
  documents,
}: BillingParts & { readonly documents: Documents }) {
  return step<typeof slaDayEnded.schema._output, BilledDay, Omit<BilledDay, "at"> | undefined>({
    name: "sla-send-usage",
    on: slaDayEnded,
    document: billedDays,
    documentId: ({ data }) => data.day,
    async gather(before, { tenantId, data: { day } }, { effect }) {
      const current = await currentSla(configs, tenantId);
      const billing = current?.sla.billing;
      if (before || !current || billing?.meter === undefined) return undefined;
      const { meter, stripe_customer, stripe_key } = billing;
      const stored = await Promise.all(
        current.channels.map((channel) => documents.get(tenantId, slaDays, slaDayId(channel, day))),
      );
      const turns = stored
        .flatMap((each) => (each ? readDay(each.data) : []))
        .reduce((sum, { requests }) => sum + requests, 0);
      const identifier = deriveId("usage", tenantId, day);
      const stripe = await account(await secret(tenantId, secretName(stripe_key)));
      const send = async () => {
        const payload = { stripe_customer_id: stripe_customer, value: String(turns) };
        const timestamp = Date.parse(`${day}T23:59:59Z`) / 1_000;
        await stripe.billing.meterEvents
          .create({ event_name: meter, identifier, payload, timestamp })
          .catch((error: unknown) => {
            const { statusCode, message } = readError(error);
            if (statusCode === 400 && /already exists/i.test(message)) return;
            throw stripeFailure(error);
          });
        return null;
      };
      await effect("meter-event", send, { policy: "repeat" });
      return { day, turns, identifier };
    },
    decide: (_before, _event, told, now) => (told ? { document: { ...told, at: now.toISOString() } } : undefined),
  });
}
