import { createHmac } from "node:crypto";
import type { Envelope } from "../../../shared/platform/bus.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { razorpayWebhook } from "./razorpay.ts";

const secret = "123456";
const published: Envelope[] = [];
const webhook = razorpayWebhook({
  secrets: { ofTenant: async (tenantId) => (tenantId === "acme" ? ["an older secret", secret] : []) },
  bus: { publish: async (envelopes: readonly Envelope[]) => void published.push(...envelopes) },
  now: () => new Date("2026-11-22T10:00:00.000Z"),
});

const notes = { client_id: "acme", payment_id: "p1" };
const paid = {
  event: "payment_link.paid",
  created_at: 1_795_341_600,
  payload: {
    payment_link: { entity: { id: "plink_1", amount_paid: 59_800, currency: "INR", notes } },
    payment: { entity: { id: "pay_1", amount: 59_800, currency: "INR", notes: [] } },
  },
};

function post(body: unknown, over: Readonly<Record<string, string>> = {}, query = "") {
  const rawBody = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const headers: Record<string, string> = {
    "x-razorpay-signature": createHmac("sha256", secret).update(rawBody).digest("hex"),
    "x-razorpay-event-id": "evt1",
    ...over,
  };
  const delivery = {
    url: "https://agents.example.com/webhooks/razorpay",
    query: new URLSearchParams(query),
    rawBody,
    header: (name: string) => headers[name],
  };
  return webhook.receive(delivery, createLogger({ level: "silent" }));
}

beforeEach(() => {
  published.length = 0;
});

test("publishes a paid link for the tenant whose secret signed it, with a stable event id", async () => {
  await post(paid);
  await post(paid);
  expect(published).toMatchObject([
    {
      type: "payment-reported",
      tenantId: "acme",
      key: "p1",
      data: { status: "paid", amountMinor: 59_800, currency: "INR", providerPaymentId: "pay_1" },
    },
    { id: published[0]?.id },
  ]);
});

test("verifies Razorpay's test vector and rejects its body", async () => {
  const signature = "2fe04e22977002e6c7cb553adab8b460cb9e2a4970d5953cb27a8472752e3bbc";
  const body = '{"a":1,"b":2,"c":{"d":3}}';
  expect(createHmac("sha256", secret).update(body).digest("hex")).toBe(signature);
  await expect(post(body, { "x-razorpay-signature": signature })).rejects.toMatchObject({ status: 400 });
});

test.each([
  [
    "another tenant's id",
    {
      ...paid,
      payload: {
        payment_link: { entity: { ...paid.payload.payment_link.entity, notes: { ...notes, client_id: "other" } } },
      },
    },
    {},
  ],
  ["no signature", paid, { "x-razorpay-signature": "" }],
  ["a wrong signature", paid, { "x-razorpay-signature": "00".repeat(32) }],
  ["a signature that is not hexadecimal", paid, { "x-razorpay-signature": "zz" }],
])("rejects %s and publishes nothing", async (_what, body, headers) => {
  await expect(post(body, headers)).rejects.toMatchObject({ status: 403 });
  expect(published).toEqual([]);
});

test.each([
  ["payment.captured", "paid", 59_800],
  ["payment.failed", "failed", 59_800],
  ["payment.refunded", "refunded", 100],
] as const)("reports %s as %s", async (event, status, amountMinor) => {
  const entity = { id: "pay_1", amount: 59_800, amount_refunded: 100, currency: "INR", notes };
  await post({ ...paid, event, payload: { payment: { entity } } });
  expect(published).toMatchObject([{ data: { status, amountMinor } }]);
});

test("publishes a dispute with its amount, its reason and the last day to answer", async () => {
  const payment = { entity: { id: "pay_1", amount: 59_800, currency: "INR", notes } };
  const entity = { id: "disp_1", amount: 30_000, reason_code: "goods_not_received", respond_by: 1_796_083_200 };
  await post({ ...paid, event: "payment.dispute.created", payload: { payment, dispute: { entity } } });
  expect(published).toMatchObject([
    {
      key: "p1",
      data: {
        status: "disputed",
        amountMinor: 30_000,
        detail: "created: (goods_not_received), answer by 2026-12-01",
      },
    },
  ]);
});

test("acknowledges and ignores an unrelated event", async () => {
  await post({ event: "invoice.paid", created_at: 1, payload: {} }, {}, "client_id=acme");
  expect(published).toEqual([]);
});
