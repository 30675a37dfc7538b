import { until } from "../../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../stage/clinic.ts";
import { type Flow, newCustomer, newWord } from "../stage/flow.ts";

interface Event {
  readonly client_id: string;
  readonly name: string;
  readonly consent: object;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What Google Analytics is told of conversations. The sandbox drops what Google's rules do not allow. */
export function analyticsFlows(world: Flow): void {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(world.product, { isMeasured: true, takesPayments: true });
  });

  const all = () => world.outside.control<readonly Event[]>("analytics/events");
  const since = async (before: number) => (await all()).slice(before);

  /** The model calls a tool for what this customer writes. */
  async function write(from: string, name: string, args: object): Promise<void> {
    const word = newWord();
    await world.outside.script(word, { functionCall: { name, args } }, { text: `Done, ${word}.` });
    await world.product.inbound({ to: clinic.whatsapp, from, body: `Please ${word}` });
    await until("the customer is answered", async () =>
      (await world.outside.sentTo(`whatsapp:${from}`)).some(({ body }) => body.includes(word)),
    );
  }

  it("is told of a conversation, a booking and a purchase once each, and of nobody's name or number", async () => {
    const from = newCustomer();
    const before = (await all()).length;
    const day = new Date(Date.now() + 6 * 86_400_000).toISOString().slice(0, 10);
    await write(from, "visits_book", { start: `${day}T10:00` });
    await write(from, "process_payment", { items: [{ item: "checkup" }], payment_provider: "razorpay" });
    const links =
      await world.outside.control<readonly { id: string; notes: { client_id: string } }[]>("razorpay/links");
    const link = links.find(({ notes }) => notes.client_id === clinic.client);
    await world.outside.control("razorpay/pay", {
      id: link?.id,
      url: `${world.product.url}/webhooks/razorpay`,
      times: 3,
      atOnce: true,
    });
    await until("the purchase is told", async () => (await since(before)).some(({ name }) => name === "purchase"));
    const told = await since(before);
    expect(told.map(({ name }) => name).sort()).toEqual(["booking", "conversation_started", "purchase"]);
    expect(told.find(({ name }) => name === "purchase")?.params).toMatchObject({
      currency: "INR",
      value: expect.any(Number),
      transaction_id: expect.any(String),
    });
    expect(new Set(told.map(({ client_id }) => client_id)).size).toBe(1);
    expect(told[0]?.consent).toEqual({ ad_user_data: "DENIED", ad_personalization: "DENIED" });
    expect(JSON.stringify(told)).not.toContain(from.slice(1));
  });

  it("is told of a handover, and of nothing of a customer who refused", async () => {
    const [asks, refuses] = [newCustomer(), newCustomer()];
    const before = (await all()).length;
    const handOver = (from: string) =>
      world.product.inbound({ to: clinic.whatsapp, from, body: "Please connect me to a real person" });
    const wording = "I do not want to be measured";
    const refusal = { purpose: "data_collection", channel: "whatsapp", granted: false, wording };
    await world.product.inbound({ to: clinic.whatsapp, from: refuses, body: "STOP" });
    const { body } = await world.product.api<{ items: readonly { customer_id: string }[] }>(
      "GET /v1/customers",
      clinic,
    );
    await world.product.api(`POST /v1/customers/${body.items[0]?.customer_id}/consents`, { ...clinic, body: refusal });
    const early = (await since(before)).length;
    await handOver(refuses);
    await handOver(asks);
    await until("the handover is told", async () =>
      (await since(before + early)).some(({ name }) => name === "conversation_handed_over"),
    );
    const told = await since(before + early);
    expect(told.filter(({ name }) => name === "conversation_handed_over")).toHaveLength(1);
    const asking = told.find(({ name }) => name === "conversation_handed_over")?.client_id;
    // That the refusing customer wrote STOP, before they refused, may be told late.
    const late = ({ name }: Event) => name === "conversation_started";
    expect(told.filter((event) => event.client_id !== asking && !late(event))).toEqual([]);
  });
}
