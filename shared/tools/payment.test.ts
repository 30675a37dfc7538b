import type { PaymentMaterial } from "../payments/material.ts";
import { dependencies, emptyMaterial, onlyTool, toolCall } from "./fixtures.ts";
import { api } from "./http/api.ts";

const made: Parameters<NonNullable<PaymentMaterial["createLink"]>>[1][] = [];
const payments: PaymentMaterial = {
  items: [
    { id: "cbc", name: "Complete Blood Count", priceMinor: 29_900 },
    { id: "thyroid", name: "Thyroid profile", priceMinor: 54_900 },
  ],
  currency: "INR",
  linkExpiresAfterSeconds: 3_600,
  async createLink(_tenantId, request) {
    made.push(request);
    const { amountMinor, currency } = request;
    return {
      id: "plink_1",
      url: "https://rzp.io/i/1",
      status: "open",
      amountMinor,
      amountPaidMinor: 0,
      currency,
      paymentId: null,
    };
  },
};

function tool(material: PaymentMaterial = payments) {
  const config = api.config.parse({
    endpoint: "https://api.client.com/payments",
    method: "POST",
    payment_providers: ["razorpay", "phonepe", "cash"],
  });
  return onlyTool(
    api.create({ name: "process_payment", config }, dependencies(), { ...emptyMaterial, payments: material }),
  );
}

beforeEach(() => {
  made.length = 0;
});

test("the amount comes from the price list, never from the model", async () => {
  const args = { items: [{ item: "cbc", quantity: 2 }, { item: "thyroid" }], payment_provider: "razorpay", amount: 1 };
  const { content, sources } = await (await tool()).execute(args, toolCall());
  expect(content).toMatchObject({
    amount: "₹1,147",
    amount_minor: 114_700,
    url: "https://rzp.io/i/1",
    link_id: "plink_1",
  });
  expect(made).toMatchObject([{ amountMinor: 114_700, currency: "INR", notes: { client_id: "clinic" } }]);
  expect(made[0]?.referenceId.length).toBeLessThanOrEqual(40);
  expect(sources?.[0]?.text).toContain("₹1,147");
});

test("the same call has the same reference, and another call a different one", async () => {
  const args = { items: [{ item: "cbc" }], payment_provider: "razorpay" };
  for (const idempotencyKey of ["a", "a", "b"]) await (await tool()).execute(args, toolCall({ idempotencyKey }));
  const [first, again, other] = made.map(({ referenceId }) => referenceId);
  expect(first).toBe(again);
  expect(first).not.toBe(other);
});

test("unknown items, unknown providers and empty orders are refused", async () => {
  const { parameters } = await tool();
  const item = { item: "cbc" };
  expect(parameters.parse({ items: [{ item: "gold bar" }], payment_provider: "cash" }).ok).toBe(false);
  expect(parameters.parse({ items: [item], payment_provider: "paypal" }).ok).toBe(false);
  expect(parameters.parse({ items: [], payment_provider: "cash" }).ok).toBe(false);
  expect(parameters.parse({ items: [{ ...item, quantity: -1 }], payment_provider: "cash" }).ok).toBe(false);
});

test("cash needs no provider and is only recorded", async () => {
  const { content } = await (await tool()).execute({ items: [{ item: "cbc" }], payment_provider: "cash" }, toolCall());
  expect(content).toMatchObject({ method: "cash", amount_minor: 29_900, url: null });
  expect(made).toEqual([]);
});

test("a missing price list is reported", async () => {
  const { content } = await (await tool({ ...payments, items: [] })).execute(
    { items: [{ item: "cbc" }], payment_provider: "cash" },
    toolCall(),
  );
  expect(content).toMatchObject({ error: expect.stringContaining("price list") });
});
