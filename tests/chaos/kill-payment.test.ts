import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../flows/stage/clinic.ts";
import { flow, newCustomer, newWord } from "../flows/stage/flow.ts";

const world = flow();

interface Link {
  readonly reference_id: string;
  readonly customer: { readonly contact: string };
}

interface Payment {
  readonly payment_id: string;
  readonly status: string;
  readonly paid_minor: number;
}

/** The product is killed at a random time within this period after reaching the point. */
const jitterMs = 150;

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic(world.product, { takesPayments: true });
});

describe("a payment with a crash in the middle", () => {
  it.each([1, 2, 3])("during the link request creates one link and sends it (round %i)", async () => {
    const customer = newCustomer();
    await world.outside.fault({ provider: "razorpay", match: "payment_links", delayMs: 800, times: 1 });
    await askToPay(customer);
    await until("Razorpay makes the link", async () => (await linkOf(customer)) !== undefined);
    await crash();
    await until("the customer has the answer", async () => (await textsTo(customer)).length > 0);
    await until("the payment is known", async () => (await paymentOf(customer)) !== undefined);
    expect(await textsTo(customer)).toEqual(["Please pay with the link I sent you."]);
    expect((await links()).filter(({ customer: { contact } }) => contact === customer)).toHaveLength(1);
  });

  it.each([1, 2, 3])("right after the payment counts and confirms it once (round %i)", async () => {
    const customer = newCustomer();
    await askToPay(customer);
    await until("the payment is known", async () => (await paymentOf(customer)) !== undefined);
    const link = await linkOf(customer);
    const url = `${world.product.url}/webhooks/razorpay`;
    await world.outside.control("razorpay/pay", { reference_id: link?.reference_id, url, times: 3, shuffle: true });
    await crash();
    await until("the receipt is sent", async () => (await textsTo(customer)).some(isReceipt));
    // Redeliveries after the crash are handled before the next customer's answer.
    const next = newCustomer();
    await askToPay(next);
    await until("the next is answered", async () => (await textsTo(next)).length > 0);
    expect((await textsTo(customer)).filter(isReceipt)).toHaveLength(1);
    expect(await paymentOf(customer)).toMatchObject({ status: "paid", paid_minor: 149_900 });
  });
});

async function askToPay(customer: string): Promise<void> {
  const word = newWord();
  const args = { items: [{ item: "checkup" }], payment_provider: "razorpay" };
  const answers = [
    { functionCall: { name: "process_payment", args } },
    { text: "Please pay with the link I sent you." },
  ];
  // Twice, for a turn that the crash repeats.
  await world.outside.script(word, ...answers, ...answers);
  await world.product.inbound({ to: clinic.whatsapp, from: customer, body: `I will pay by link, ${word}` });
}

async function crash(): Promise<void> {
  await sleep(Math.random() * jitterMs);
  await world.product.kill();
  await world.product.restart();
}

function links(): Promise<readonly Link[]> {
  return world.outside.control("razorpay/links");
}

async function linkOf(customer: string): Promise<Link | undefined> {
  return (await links()).find((link) => link.customer.contact === customer);
}

async function paymentOf(customer: string): Promise<Payment | undefined> {
  const link = await linkOf(customer);
  const { body } = await world.product.api<{ items: readonly Payment[] }>("GET /v1/payments?limit=100", {
    client: clinic.client,
  });
  return body.items.find(({ payment_id }) => payment_id === link?.reference_id);
}

async function textsTo(customer: string): Promise<readonly string[]> {
  return (await world.outside.sentTo(`whatsapp:${customer}`)).map(({ body }) => body);
}

function isReceipt(text: string): boolean {
  return text.includes("received your payment of ₹1,499");
}
