import { until } from "../../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../stage/clinic.ts";
import { type Flow, newCustomer, newWord } from "../stage/flow.ts";

interface Link {
  readonly reference_id: string;
  readonly customer: { readonly contact: string };
}

interface PaymentReply {
  readonly payment_id: string;
  readonly status: string;
  readonly paid_minor: number;
  readonly refunded_minor: number;
}

/** Payment requests and payments, with a Razorpay that is slow, broken or repeats every event ten times. */
export function paymentFlows(world: Flow): void {
  let clinic: Clinic;

  beforeAll(async () => {
    clinic = await openClinic(world.product, { takesPayments: true });
  });

  const told = async (customer: string) => (await world.outside.sentTo(`whatsapp:${customer}`)).map(({ body }) => body);
  const linksOf = async (customer: string) =>
    (await world.outside.control<readonly Link[]>("razorpay/links")).filter(
      ({ customer: { contact } }) => contact === customer,
    );
  const payments = async () =>
    (await world.product.api<{ items: readonly PaymentReply[] }>("GET /v1/payments?limit=100", clinic)).body.items;

  /** Asks to pay. The model's second request contains the tool's result. */
  async function asksToPay(customer: string): Promise<string> {
    const word = newWord();
    const args = { items: [{ item: "checkup" }], payment_provider: "razorpay" };
    await world.outside.script(word, { functionCall: { name: "process_payment", args } }, { text: "That is all." });
    await world.product.inbound({ to: clinic.whatsapp, from: customer, body: `I will pay by link, ${word}` });
    await until("the customer is answered", async () => (await told(customer)).includes("That is all."));
    return JSON.stringify((await world.outside.asked(word)).at(-1)?.body.contents);
  }

  it.each([
    ["hangs up after creating the link", { drop: "after" }],
    ["hangs up before", { drop: "before" }],
    ["is down for a short time", { status: 503 }],
    ["creates the link and answers too late", { delayMs: 9_500 }],
  ])("sends one link when Razorpay %s", async (_, fault) => {
    const customer = newCustomer();
    await world.outside.fault({ provider: "razorpay", match: "payment_links", times: 1, ...fault });
    const seen = await asksToPay(customer);
    const links = await linksOf(customer);
    expect(links).toHaveLength(1);
    expect(seen).toContain(links[0]?.reference_id);
    await until("it is waited for", async () =>
      (await payments()).some(({ payment_id }) => payment_id === links[0]?.reference_id),
    );
  });

  it("reports a missing link to the agent when Razorpay stays down", async () => {
    const customer = newCustomer();
    await world.outside.fault({ provider: "razorpay", match: "payment_links", times: 2, status: 503 });
    const before = (await payments()).length;
    const seen = await asksToPay(customer);
    expect(seen).toContain("there is no payment link now");
    expect(await linksOf(customer)).toEqual([]);
    expect(await payments()).toHaveLength(before);
  });

  it("counts a payment once, however often and in whatever order Razorpay reports it", async () => {
    const customer = newCustomer();
    await asksToPay(customer);
    const [link] = await linksOf(customer);
    const payment = async () => (await payments()).find(({ payment_id }) => payment_id === link?.reference_id);
    await until("the payment is known", async () => (await payment()) !== undefined);
    const url = `${world.product.url}/webhooks/razorpay`;
    const tenfold = { times: 10, shuffle: true, atOnce: true };
    await world.outside.control("razorpay/pay", { reference_id: link?.reference_id, url, ...tenfold });
    const receipts = async () => (await told(customer)).filter((text) => text.includes("received your payment"));
    await until("the customer is told", async () => (await receipts()).length > 0);
    expect(await payment()).toMatchObject({ status: "paid", paid_minor: 149_900 });
    // Events are handled in order. Once the next customer's payment is handled, all earlier events are.
    await asksToPay(newCustomer());
    expect(await receipts()).toHaveLength(1);
  });

  it("tells the customer and the operators of a part that goes back, once", async () => {
    const customer = newCustomer();
    await asksToPay(customer);
    const [link] = await linksOf(customer);
    const payment = async () => (await payments()).find(({ payment_id }) => payment_id === link?.reference_id);
    await until("the payment is known", async () => (await payment()) !== undefined);
    const url = `${world.product.url}/webhooks/razorpay`;
    await world.outside.control("razorpay/pay", { reference_id: link?.reference_id, url });
    await until("it is paid", async () => (await payment())?.status === "paid");
    const part = { reference_id: link?.reference_id, url, amount: 50_000, times: 5, atOnce: true };
    await world.outside.control("razorpay/refund", part);
    const refunds = async () => (await told(customer)).filter((text) => text.includes("Your refund of ₹500 for"));
    await until("the customer is told", async () => (await refunds()).length > 0);
    expect(await payment()).toMatchObject({ status: "paid", refunded_minor: 50_000 });
    // What comes after is handled after: the next customer's payment.
    await asksToPay(newCustomer());
    expect(await refunds()).toHaveLength(1);
  });
}
