import { ChannelMessage } from "../../../shared/channels/sending/channel-message.ts";
import { refusedReport } from "../../../shared/channels/sending/send-report.ts";
import type { ZendeskReport } from "../../../shared/integrations/zendesk.ts";
import type { PaymentLink, PaymentLinks } from "../../../shared/payments/razorpay.ts";
import type { Keys } from "../../../shared/platform/keys.ts";
import type { Sender } from "../../../shared/runtime/outbox.ts";
import { isSandboxTenant, sandboxRefusal } from "../../../shared/runtime/sandbox/outside.ts";
import { memberOf } from "../../../shared/schema/records.ts";

/**
 * Where a sandbox tenant's effects end. Messages, mails and calls are refused, tickets stay in the product, payment links
 * are invented, and it has no secrets. What its tools and engines fetch ends in `outsideFetch` (shared/runtime/sandbox/outside.ts).
 */

/** Messages of every channel. The report says so, so the conversation shows that nothing was sent. */
export function sandboxedMessages(send: Sender): Sender {
  return async (given) => {
    if (!isSandboxTenant(given.tenantId)) return send(given);
    return refusedReport(ChannelMessage.parse(given.payload), sandboxRefusal);
  };
}

/** Tickets for a help desk. */
export function sandboxedTickets(send: (ticket: Parameters<Sender>[0]) => Promise<unknown>): Sender {
  return async (given) => {
    if (!isSandboxTenant(given.tenantId)) return send(given);
    const report: ZendeskReport = {
      ticketId: String(memberOf(given.payload, "ticketId")),
      externalId: null,
      errorCode: sandboxRefusal,
    };
    return report;
  };
}

/** A link that leads nowhere: `.example` is reserved (RFC 2606). */
export function sandboxedPaymentLinks(links: PaymentLinks): PaymentLinks {
  return {
    async create(tenantId, config, request) {
      if (!isSandboxTenant(tenantId)) return links.create(tenantId, config, request);
      return inventedLink(request.referenceId, request.amountMinor, request.currency);
    },
    async fetch(tenantId, config, linkId) {
      if (!isSandboxTenant(tenantId)) return links.fetch(tenantId, config, linkId);
      return inventedLink(linkId.replace(/^invented_/, ""), 0, "INR");
    },
  };
}

function inventedLink(reference: string, amountMinor: number, currency: string): PaymentLink {
  const url = `https://payments.example/invented/${encodeURIComponent(reference)}`;
  return {
    id: `invented_${reference}`,
    url,
    status: "open",
    paymentId: null,
    amountMinor,
    amountPaidMinor: 0,
    currency,
  };
}

/** No secret of any provider is found for a sandbox tenant, also where the environment sets one for all tenants. */
export function sandboxedKeys(keys: Keys): Keys {
  return {
    ...keys,
    secret: async (scope, name) => (isSandboxTenant(scope) ? undefined : keys.secret(scope, name)),
  };
}
