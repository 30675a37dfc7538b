import { z } from "zod";
import { amountText } from "../payments/amount.ts";
import { describeLines, orderOf } from "../payments/catalogue.ts";
import type { PaymentMaterial } from "../payments/material.ts";
import { deriveId } from "../runtime/ids.ts";
import { titleOf } from "../schema/title-of.ts";
import { contactOf } from "./contact.ts";
import type { Tool, ToolCallContext, ToolResult } from "./tool.ts";
import { zodParameters } from "./tool-parameters.ts";

const ResultLine = z.object({ id: z.string(), name: z.string(), quantity: z.number(), price_minor: z.number() });

/** The tool's result when the platform requested the payment. The payments feature reads it from the turn. */
export const PaymentToolResult = z.object({
  payment_id: z.string(),
  method: z.literal(["link", "cash"]),
  amount: z.string(),
  amount_minor: z.number().int(),
  currency: z.string(),
  items: z.array(ResultLine),
  link_id: z.string().nullable(),
  url: z.string().nullable(),
  expires_at: z.string().nullable(),
});
export type PaymentToolResult = z.infer<typeof PaymentToolResult>;

/** The providers that the platform implements. Any other is the tenant's API, which receives the calculated amount. */
export const ownPaymentProviders: readonly string[] = ["razorpay", "cash"];

const ask =
  "Asks the customer to pay. Name what is bought and how many; the amount follows from the price list. Make sure the customer wants to pay now and how.";

/**
 * Requests a payment. The model names items, and the catalogue gives prices. `tenantApi` is the tenant's payment API.
 */
export function paymentTool(given: {
  readonly name: string;
  readonly description: string | undefined;
  readonly providers: readonly string[];
  readonly material: PaymentMaterial;
  readonly tenantApi: Tool;
}): Tool {
  const { material, tenantApi } = given;
  const ids = material.items.map(({ id }) => id);
  const parameters = z.object({
    items: z
      .array(
        z.object({
          item: ids.length > 0 ? z.enum(ids as [string, ...string[]]) : z.string().max(100),
          quantity: z.number().int().min(1).max(99).default(1),
        }),
      )
      .min(1)
      .max(20)
      .describe("What is paid for, by its id in the price list"),
    payment_provider: z.enum(given.providers as [string, ...string[]]),
  });

  async function execute(args: Readonly<Record<string, unknown>>, call: ToolCallContext): Promise<ToolResult> {
    const { items, payment_provider: provider } = parameters.parse(args);
    const order = orderOf(material.items, mergeQuantities(items));
    if ("unknown" in order)
      return {
        content: {
          error: `Not on the price list: ${order.unknown.join(", ")}. Known are ${ids.join(", ") || "none"}.`,
        },
      };
    const { lines, amountMinor } = order;
    const { currency } = material;
    const amount = amountText(amountMinor, currency);
    const sources = [
      { id: `tool:${given.name}`, title: titleOf(given.name), text: `${describeLines(lines)}: ${amount}` },
    ];
    const resultLines = lines.map(({ priceMinor, ...line }) => ({ ...line, price_minor: priceMinor }));
    const charge = { amount, amount_minor: amountMinor, currency, items: resultLines };
    const paymentId = deriveId("payment", call.tenantId, call.idempotencyKey).slice(0, 32);
    if (provider === "cash") {
      const content: PaymentToolResult = {
        payment_id: paymentId,
        method: "cash",
        ...charge,
        link_id: null,
        url: null,
        expires_at: null,
      };
      return { content, sources };
    }
    if (provider !== "razorpay" || material.createLink === undefined)
      return tenantApi.execute({ ...charge, payment_provider: provider, reference: paymentId }, call);
    const contact = contactOf(call, "sms");
    const link = await material.createLink(call.tenantId, {
      referenceId: paymentId,
      amountMinor,
      currency,
      description: describeLines(lines),
      customer: { ...(call.customer.name ? { name: call.customer.name } : {}), ...(contact ? { contact } : {}) },
      notes: { client_id: call.tenantId, payment_id: paymentId, conversation_id: call.conversationId },
      expiresAt: new Date(call.now.getTime() + material.linkExpiresAfterSeconds * 1_000),
    });
    const expiresAt = new Date(call.now.getTime() + material.linkExpiresAfterSeconds * 1_000).toISOString();
    const content: PaymentToolResult = {
      payment_id: paymentId,
      method: "link",
      ...charge,
      link_id: link.id,
      url: link.url,
      expires_at: expiresAt,
    };
    return { content, sources };
  }

  return {
    name: given.name,
    description: given.description ?? ask,
    parameters: zodParameters(parameters),
    sideEffects: true,
    // The same reference gives the same link. A tenant's API may be repeated only if it honours keys.
    reconcile: given.providers.every((provider) => ownPaymentProviders.includes(provider))
      ? "repeat"
      : tenantApi.reconcile,
    execute,
  };
}

/** Merges repeated items into one line. */
function mergeQuantities(items: readonly { readonly item: string; readonly quantity: number }[]) {
  const quantities = new Map<string, number>();
  for (const { item, quantity } of items) quantities.set(item, (quantities.get(item) ?? 0) + quantity);
  return [...quantities].map(([id, quantity]) => ({ id, quantity }));
}
