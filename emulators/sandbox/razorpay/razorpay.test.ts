import Razorpay from "razorpay";
import { validatePaymentVerification, validateWebhookSignature } from "razorpay/dist/utils/razorpay-utils.js";
import { startSandbox } from "../../sandbox.ts";
import { sandboxRazorpay } from "../credentials.ts";
import { callerOf, eventually, webhookReceiver } from "../test-receiver.ts";
import { hmacSha256Signature } from "../webhook.ts";
import { callbackParameters } from "./events.ts";

const sandbox = await startSandbox({ port: 0 });
afterAll(() => sandbox.close());
beforeEach(() => control("reset"));

const call = callerOf(sandbox.url, {});
const control = (name: string, body: unknown = {}) => call(`POST /_sandbox/${name}`, body);

/** The genuine client, directed to the sandbox. It has no option for that, but its HTTP client does. */
function clientOf(key_id: string, key_secret: string) {
  const client = new Razorpay({ key_id, key_secret });
  const { api } = client as unknown as { api: { rq: { defaults: { baseURL: string } } } };
  api.rq.defaults.baseURL = `${sandbox.url}/razorpay`;
  return client;
}
const client = clientOf(sandboxRazorpay.keyId, sandboxRazorpay.keySecret);
const order = {
  amount: 50_000,
  currency: "INR",
  reference_id: "conv-1-order-1",
  description: "Thyroid test",
  customer: { name: "Asha", contact: "+919876543210", email: "asha@example.com" },
  callback_url: "https://x.test/paid",
  callback_method: "get",
};
const soon = (minutes: number) => Math.floor(Date.now() / 1_000) + minutes * 60;

describe("signatures", () => {
  it("match Razorpay's vectors", () => {
    const body = '{"a":1,"b":2,"c":{"d":3}}';
    const signature = "2fe04e22977002e6c7cb553adab8b460cb9e2a4970d5953cb27a8472752e3bbc";
    expect(hmacSha256Signature("123456", body, "hex")).toBe(signature);
    const link = { id: "plink_IH3cNucfVEgV68", referenceId: "TSsd1989", status: "paid" };
    expect(callbackParameters(link, "pay_IH3d0ara9bSsjQ", "EnLs21M47BllR3X8PSFtjtbd").get("razorpay_signature")).toBe(
      "07ae18789e35093e51d0a491eb9922646f3f82773547e5b0f67ee3f2d3bf7d5b",
    );
  });
});

describe("a payment link", () => {
  it("can be created, fetched, found by its reference, reminded of and cancelled by the genuine client", async () => {
    const made = await client.paymentLink.create(order);
    expect(made).toMatchObject({
      id: expect.stringMatching(/^plink_\w{14}$/),
      status: "created",
      amount: 50_000,
      payments: null,
    });
    expect(await client.paymentLink.fetch(made.id)).toEqual(made);
    expect(await (await fetch(made.short_url)).text()).toContain("INR 500.00, created");
    await client.paymentLink.create({ ...order, reference_id: "conv-2" });
    const found = await client.paymentLink.all({ reference_id: order.reference_id } as never);
    expect(found.payment_links.map(({ id }) => id)).toEqual([made.id]);
    expect(await client.paymentLink.notifyBy(made.id, "sms")).toEqual({ success: true });
    expect(await client.paymentLink.cancel(made.id)).toMatchObject({ status: "cancelled" });
    await expect(client.paymentLink.cancel(made.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it("is unique for its reference, forever", async () => {
    const { id } = await client.paymentLink.create(order);
    await client.paymentLink.cancel(id);
    await expect(client.paymentLink.create(order)).rejects.toMatchObject({
      statusCode: 400,
      error: {
        code: "BAD_REQUEST_ERROR",
        description:
          "payment link with given reference_id: conv-1-order-1 already exists. Please create a payment link with a different reference_id",
      },
    });
  });

  it.each([
    [{ amount: 499.5 }, "amount", "integer"],
    [{ amount: 99 }, "amount", "atleast INR 1.00"],
    [{ expire_by: soon(14) }, "expire_by", "at least 15 minutes"],
    [{ reference_id: "x".repeat(41) }, "reference_id", "no more than 40"],
    [{ callback_method: "post" }, "callback_method", "must be get"],
  ])("is rejected with %j", async (change, field, words) => {
    const refused = client.paymentLink.create({ ...order, ...change });
    await expect(refused).rejects.toMatchObject({
      statusCode: 400,
      error: {
        code: "BAD_REQUEST_ERROR",
        reason: "input_validation_failed",
        field,
        description: expect.stringContaining(words),
      },
    });
  });

  it("expires", async () => {
    const { id } = await client.paymentLink.create({ ...order, expire_by: soon(20) });
    const { body } = await control("razorpay/expire", { id });
    expect(body.payment_link).toMatchObject({ status: "expired" });
    expect((await control("razorpay/pay", { id })).status).toBe(409);
  });

  it("needs the key", async () => {
    const wrong = clientOf(sandboxRazorpay.keyId, "wrong");
    await expect(wrong.paymentLink.create(order)).rejects.toMatchObject({
      statusCode: 401,
      error: { description: "Authentication failed" },
    });
    expect((await call("GET /razorpay/v1/payment_links")).status).toBe(401);
  });
});

describe("a payment", () => {
  const reference = { reference_id: order.reference_id };

  it("is posted to the webhook with one id per event, in the requested order and number", async () => {
    const hook = await webhookReceiver();
    await client.paymentLink.create(order);
    const events = ["payment_link.paid", "payment.captured"];
    const { body } = await control("razorpay/pay", {
      ...reference,
      url: hook.url,
      webhookSecret: "s",
      events,
      times: 2,
    });
    await hook.close();
    expect(hook.bodies().map(({ event }) => event)).toEqual([events[0], events[0], events[1], events[1]]);
    const ids = hook.received.map(({ headers }) => headers["x-razorpay-event-id"]);
    expect([ids[0] === ids[1], ids[2] === ids[3], new Set(ids).size]).toEqual([true, true, 2]);
    for (const { rawBody, headers } of hook.received) {
      expect(validateWebhookSignature(rawBody, String(headers["x-razorpay-signature"]), "s")).toBe(true);
    }
    expect(hook.bodies()[0]).toMatchObject({
      entity: "event",
      contains: ["payment_link", "order", "payment"],
      payload: {
        payment_link: { entity: { reference_id: order.reference_id, status: "paid", amount_paid: 50_000 } },
        payment: { entity: { id: body.payment.id, status: "captured", amount: 50_000 } },
      },
    });
    expect(body.webhooks).toHaveLength(4);
  });

  it("arrives in any order when shuffled, and none is lost", async () => {
    const hook = await webhookReceiver();
    await client.paymentLink.create(order);
    await control("razorpay/pay", { ...reference, url: hook.url, times: 3, shuffle: true, atOnce: true });
    await hook.close();
    const events = hook.bodies().map(({ event }) => event);
    expect(events.sort()).toEqual([...Array(3).fill("payment.captured"), ...Array(3).fill("payment_link.paid")]);
  });

  it("without a webhook can be polled, and its callback is signed", async () => {
    const hook = await webhookReceiver();
    await control("razorpay/settings", { url: hook.url });
    const { id } = await client.paymentLink.create(order);
    const { body } = await control("razorpay/pay", { id, webhook: false, method: "card" });
    await hook.close();
    expect(hook.received).toEqual([]);
    const link = await client.paymentLink.fetch(id);
    expect(link).toMatchObject({
      status: "paid",
      amount_paid: 50_000,
      payments: [{ method: "card", status: "captured" }],
    });
    const payment = await client.payments.fetch(body.payment.id);
    expect(payment).toMatchObject({ status: "captured", amount: 50_000, order_id: body.order.id });
    expect(await client.orders.fetch(body.order.id)).toMatchObject({ status: "paid", amount_due: 0 });
    const query = new URL(body.callback).searchParams;
    const [payment_link_id, payment_id] = [id, body.payment.id];
    const signed = {
      payment_link_id,
      payment_id,
      payment_link_reference_id: order.reference_id,
      payment_link_status: "paid",
    };
    const signature = query.get("razorpay_signature") ?? "";
    expect(validatePaymentVerification(signed, signature, sandboxRazorpay.keySecret)).toBe(true);
  });

  it("fails and can be retried", async () => {
    const hook = await webhookReceiver();
    await control("razorpay/settings", { url: hook.url });
    await client.paymentLink.create(order);
    await control("razorpay/fail", reference);
    const { body } = await control("razorpay/pay", reference);
    await hook.close();
    expect(hook.bodies().map(({ event }) => event)).toEqual([
      "payment.failed",
      "payment.captured",
      "payment_link.paid",
    ]);
    expect(hook.bodies()[0].payload.payment.entity).toMatchObject({
      status: "failed",
      error_code: "BAD_REQUEST_ERROR",
    });
    expect(body.order.attempts).toBe(2);
  });

  it("is refunded in parts, by the genuine client and by the control, and never beyond its amount", async () => {
    await client.paymentLink.create(order);
    const { body } = await control("razorpay/pay", { ...reference, webhook: false });
    const { id } = body.payment;
    expect(await client.payments.refund(id, { amount: 20_000 })).toMatchObject({ amount: 20_000, status: "processed" });
    await expect(client.payments.refund(id, { amount: 30_001 })).rejects.toMatchObject({ statusCode: 400 });
    await control("razorpay/refund", reference);
    expect(await client.payments.fetch(id)).toMatchObject({ status: "refunded", refund_status: "full" });
    await expect(client.payments.refund(id, {})).rejects.toMatchObject({
      error: { description: "The payment has been fully refunded already" },
    });
  });
});

it("posts the cancellation of a link to the webhook", async () => {
  const hook = await webhookReceiver();
  await control("razorpay/settings", { url: hook.url });
  const { id } = await client.paymentLink.create(order);
  await client.paymentLink.cancel(id);
  await eventually(() => hook.received.length === 1);
  await hook.close();
  expect(hook.bodies()[0]).toMatchObject({ event: "payment_link.cancelled", contains: ["payment_link"] });
});

it("fails in Razorpay's format on request", async () => {
  await control("faults", { provider: "razorpay", status: 500, times: 1 });
  await expect(client.paymentLink.create(order)).rejects.toMatchObject({
    statusCode: 500,
    error: { code: "SERVER_ERROR" },
  });
  await control("faults", { provider: "razorpay", drop: "after", times: 1 });
  await expect(client.paymentLink.create(order)).rejects.toBeDefined();
  const { payment_links } = await client.paymentLink.all({ reference_id: order.reference_id } as never);
  expect(payment_links).toHaveLength(1);
});
