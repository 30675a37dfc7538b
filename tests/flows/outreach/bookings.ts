import { until } from "../../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../stage/clinic.ts";
import { type Flow, newCustomer, newWord } from "../stage/flow.ts";

interface FollowUp {
  readonly id: string;
  readonly due_at: string;
}

/** Appointments of the product's own calendar, on any platform. */
export function bookingsFlows(world: Flow): void {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(world.product, { remindsOfVisits: true });
  });

  /** A local time in so many days. */
  const inDays = (days: number, time: string) =>
    `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`;
  const dueFor = (start: string) => new Date(Date.parse(`${start}+05:30`) - 86_400_000).toISOString();

  /** The model calls a tool of the calendar for what this customer writes. */
  async function ask(from: string, tool: string, args: object): Promise<void> {
    const word = newWord();
    await world.outside.script(word, { functionCall: { name: `visits_${tool}`, args } }, { text: `Done, ${word}.` });
    await world.product.inbound({ to: clinic.whatsapp, from, body: `Please ${word}` });
    await until("the customer is answered", async () =>
      (await world.outside.sentTo(`whatsapp:${from}`)).some(({ body }) => body.includes(word)),
    );
  }

  async function scheduled(): Promise<readonly FollowUp[]> {
    const { body } = await world.product.api<{ items: readonly FollowUp[] }>(
      "GET /v1/follow-ups?status=scheduled",
      clinic,
    );
    return body.items;
  }

  async function lastResult(from: string): Promise<{ readonly appointment_id: string; readonly error?: string }> {
    const { body } = await world.product.api<{
      items: readonly { conversation_id: string; customer: { address: string } }[];
    }>("GET /v1/conversations?limit=100", clinic);
    const conversation = body.items.find(({ customer }) => customer.address.includes(from));
    const turns = await world.product.api<{
      items: readonly { tool_calls: readonly { result: { appointment_id: string; error?: string } }[] }[];
    }>(`GET /v1/conversations/${conversation?.conversation_id}/turns`, clinic);
    const result = turns.body.items[0]?.tool_calls[0]?.result;
    if (result === undefined) throw new Error("The tool was not called.");
    return result;
  }

  it("are reminded of, the reminder moves with them and goes with them", async () => {
    const from = newCustomer();
    const [first, second] = [inDays(3, "10:00"), inDays(4, "11:30")];
    await ask(from, "book", { start: first });
    const { appointment_id } = await lastResult(from);
    await until("a reminder is planned", async () => (await scheduled()).length === 1);
    const [reminder] = await scheduled();
    expect(reminder?.due_at).toBe(dueFor(first));

    await ask(from, "reschedule", { appointment_id, start: second });
    await until("the reminder has moved", async () => (await scheduled())[0]?.due_at === dueFor(second));
    expect((await scheduled()).map(({ id }) => id)).toEqual([reminder?.id]);

    await ask(from, "cancel", { appointment_id });
    await until("the reminder is gone", async () => (await scheduled()).length === 0);
  });

  it("can be cancelled by staff, with their reminders", async () => {
    const from = newCustomer();
    await ask(from, "book", { start: inDays(3, "12:00") });
    const { appointment_id } = await lastResult(from);
    await until("a reminder is planned", async () => (await scheduled()).length === 1);
    const listed = await world.product.api<{ items: readonly { id: string }[] }>("GET /v1/appointments", clinic);
    expect(listed.body.items.map(({ id }) => id)).toContain(appointment_id);
    const line = `POST /v1/appointments/${appointment_id}/cancel`;
    expect((await world.product.api(line, { ...clinic, body: {} })).body).toMatchObject({ status: "cancelled" });
    await until("the reminder is gone", async () => (await scheduled()).length === 0);
    await ask(from, "book", { start: inDays(3, "12:00") });
    expect(await lastResult(from)).not.toHaveProperty("error");
  });

  it("are given once, whoever asks at the same moment", async () => {
    const start = inDays(5, "09:00");
    const people = Array.from({ length: 6 }, newCustomer);
    await Promise.all(people.map((from) => ask(from, "book", { start })));
    const results = await Promise.all(people.map(lastResult));
    expect(results.filter(({ error }) => error === undefined)).toHaveLength(1);
  });
}
