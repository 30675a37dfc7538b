import fc from "fast-check";
import type { PaymentReported, PaymentRequested } from "../../../shared/events/index.ts";
import { applyReport, openWithRequest } from "./decide.ts";
import type { Payment } from "./payment.ts";

const now = new Date("2026-11-22T10:00:00.000Z");

const request: PaymentRequested = {
  paymentId: "p1",
  method: "link",
  conversationId: "c1",
  customerId: "k1",
  recipient: { channel: "whatsapp", accountAddress: "+14155238886", address: "+919812345601", name: "Asha" },
  language: "en",
  config: { name: "default", version: 1 },
  lines: [{ id: "cbc", name: "CBC", priceMinor: 29_900, quantity: 2 }],
  amountMinor: 59_800,
  currency: "INR",
  link: { id: "plink_1", url: "https://rzp.io/i/1", expiresAt: "2026-11-23T10:00:00.000Z" },
  paidMessage: null,
};

function report(over: Partial<PaymentReported>): PaymentReported {
  return {
    paymentId: "p1",
    status: "paid",
    amountMinor: 59_800,
    currency: "INR",
    providerPaymentId: "pay_1",
    detail: null,
    at: "2026-11-22T10:05:00.000Z",
    ...over,
  };
}

const requested = openWithRequest(undefined, request, now).document;

function play(start: Payment | undefined, events: readonly (PaymentReported | "request")[]) {
  let payment = start;
  const published: { type: string; data: unknown }[] = [];
  for (const event of events) {
    const decision =
      event === "request"
        ? payment?.request
          ? undefined
          : openWithRequest(payment, request, now)
        : applyReport(payment, event, now);
    if (!decision) continue;
    payment = decision.document;
    published.push(...(decision.publish ?? []));
  }
  const messages = published.flatMap(({ type, data }) =>
    type === "message-requested" ? [(data as { content: { text: string } }).content.text] : [],
  );
  return { payment, published, messages };
}

test("schedules a status check for a new payment", () => {
  expect(openWithRequest(undefined, request, now).schedule).toMatchObject([
    { type: "payment-check-due", name: "payment-check-p1-1", at: new Date("2026-11-22T10:05:00.000Z") },
  ]);
});

test("confirms a received payment once, with the requested amount, and settles it", () => {
  const { payment, published, messages } = play(requested, [report({}), report({ providerPaymentId: "pay_1" })]);
  expect(payment).toMatchObject({ status: "paid", paidMinor: 59_800, providerPaymentId: "pay_1" });
  expect(messages).toEqual(["We have received your payment of ₹598 for 2 × CBC. Thank you."]);
  expect(published.filter(({ type }) => type === "payment-settled")).toHaveLength(1);
});

test("uses the tenant's own message, and ignores placeholders in the customer's name", () => {
  const named = {
    ...request,
    paidMessage: "Thanks {customer_name}: {amount}.",
    recipient: { ...request.recipient, name: "{items}" },
  };
  const start = openWithRequest(undefined, named, now).document;
  expect(play(start, [report({})]).messages).toEqual(["Thanks {items}: ₹598."]);
});

test("words of the tenant's with a placeholder that stands for nothing give way to the product's own", () => {
  const start = openWithRequest(
    undefined,
    { ...request, paidMessage: "Thanks, {amount} for order {order_no}." },
    now,
  ).document;
  expect(play(start, [report({})]).messages).toEqual(["We have received your payment of ₹598 for 2 × CBC. Thank you."]);
});

test("a late failure or expiry takes nothing back", () => {
  const { payment } = play(requested, [report({}), report({ status: "failed" }), report({ status: "expired" })]);
  expect(payment?.status).toBe("paid");
});

test("marks another amount or currency as mismatched and publishes nothing", () => {
  for (const over of [{ amountMinor: 100 }, { currency: "USD" }]) {
    const { payment, published } = play(requested, [report(over)]);
    expect(payment?.status).toBe("mismatched");
    expect(published).toEqual([]);
  }
});

test("stays paid after a partial refund; is refunded after a full one", () => {
  expect(play(requested, [report({}), report({ status: "refunded", amountMinor: 100 })]).payment).toMatchObject({
    status: "paid",
    refundedMinor: 100,
  });
  expect(play(requested, [report({}), report({ status: "refunded", amountMinor: 59_800 })]).payment?.status).toBe(
    "refunded",
  );
});

test("a refund of a part is told to the customer and reaches a person, once for each part", () => {
  const part = report({ status: "refunded", amountMinor: 10_000 });
  const more = report({ status: "refunded", amountMinor: 25_000 });
  const { messages: said, published } = play(requested, [report({}), part, part, more]);
  expect(said.slice(1)).toEqual([
    "Your refund of ₹100 for 2 × CBC is on its way to your original payment method.",
    "Your refund of ₹150 for 2 × CBC is on its way to your original payment method.",
  ]);
  expect(published.filter(({ type }) => type === "payment-needs-person")).toMatchObject([
    { data: { kind: "partial-refund", amountMinor: 10_000 } },
    { data: { kind: "partial-refund", amountMinor: 15_000 } },
  ]);
});

test("a dispute reaches a person, once for each thing the provider says of it, and the customer hears nothing", () => {
  const created = report({ status: "disputed", amountMinor: 59_800, detail: "created: not received" });
  const lost = { ...created, detail: "lost", at: "2026-11-25T10:00:00.000Z" };
  const { payment, messages: said, published } = play(requested, [report({}), created, created, lost, created]);
  expect(payment).toMatchObject({ status: "paid", dispute: { detail: "lost", amountMinor: 59_800 } });
  expect(said).toHaveLength(1);
  expect(published.filter(({ type }) => type === "payment-needs-person")).toMatchObject([
    { key: "c1", data: { kind: "dispute", detail: "created: not received" } },
    { data: { kind: "dispute", detail: "lost" } },
  ]);
});

test("in whatever order and however often request, failure, capture and link come, it ends paid and told once", () => {
  const events = [
    "request" as const,
    report({ status: "failed", amountMinor: null }),
    report({ providerPaymentId: "pay_1" }),
    report({ providerPaymentId: null }),
    report({ status: "expired", amountMinor: null }),
  ];
  const orders = fc
    .shuffledSubarray(events, { minLength: events.length })
    .chain((order) =>
      fc
        .array(fc.nat(order.length - 1), { maxLength: 8 })
        .map((again) => [...order, ...again.map((at) => order[at] ?? "request")]),
    );
  fc.assert(
    fc.property(orders, (order) => {
      const { payment, messages } = play(undefined, order as (PaymentReported | "request")[]);
      expect(payment?.status).toBe("paid");
      expect(messages.filter((text) => text.includes("received"))).toHaveLength(1);
    }),
  );
});

test("tells once that a payment was not made: each failure of an attempt, and the end of the request", () => {
  const failed = report({ status: "failed", detail: "Card refused" });
  const expired = report({ status: "expired" });
  const { published } = play(requested, [failed, failed, expired, expired]);
  const told = published.filter(({ type }) => type === "payment-not-made");
  expect(told.map(({ data }) => data)).toMatchObject([{ status: "failed" }, { status: "expired" }]);
});

test("a paid payment is not told as failed by a late report", () => {
  const { published } = play(requested, [report({}), report({ status: "failed" }), report({ status: "expired" })]);
  expect(published.filter(({ type }) => type === "payment-not-made")).toEqual([]);
});
