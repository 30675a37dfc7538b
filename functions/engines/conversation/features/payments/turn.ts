import { paymentRequested } from "../../../../../shared/events/index.ts";
import { newEvent } from "../../../../../shared/runtime/step.ts";
import { ownPaymentProviders, PaymentToolResult } from "../../../../../shared/tools/payment.ts";
import type { FeatureTurn, TurnPart } from "../turn-part.ts";

/** Starts tracking the payments a turn requests, until each is paid or its link expires. */
export const paymentsTurn: TurnPart = {
  conclude(turn, { outcome }) {
    const asked = outcome.toolCalls.flatMap((call) => {
      const provider = call.arguments.payment_provider;
      const own = typeof provider === "string" && ownPaymentProviders.includes(provider);
      if (call.status !== "completed" || !own || !isPaymentTool(turn, call.name)) return [];
      const result = PaymentToolResult.safeParse(call.result);
      return result.success ? [result.data] : [];
    });
    if (asked.length === 0) return undefined;
    return {
      publish: asked.map((payment) => newEvent(paymentRequested, payment.payment_id, requestOf(turn, payment))),
    };
  },
};

/** A tenant's other tools may answer in the same shape. Only tools configured with payments count. */
function isPaymentTool({ config }: FeatureTurn, name: string): boolean {
  return config.tools.available.some(
    (tool) => tool.name === name && tool.type === "api" && tool.config.payment_providers !== undefined,
  );
}

function requestOf({ conversation, config, signals }: FeatureTurn, payment: PaymentToolResult) {
  const { id: conversationId, channel, accountAddress, customer } = conversation;
  const { link_id, url, expires_at } = payment;
  return {
    paymentId: payment.payment_id,
    method: payment.method,
    conversationId,
    customerId: customer.id,
    recipient: { channel, accountAddress, address: customer.address, name: customer.name },
    language: signals.language,
    config: conversation.config,
    lines: payment.items.map(({ price_minor, ...line }) => ({ ...line, priceMinor: price_minor })),
    amountMinor: payment.amount_minor,
    currency: payment.currency,
    link: link_id && url && expires_at ? { id: link_id, url, expiresAt: expires_at } : null,
    paidMessage: config.payments.paid_message ?? null,
    clientName: config.client_name,
  };
}
