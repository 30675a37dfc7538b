import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../flows/stage/clinic.ts";
import { flow, newCustomer } from "../flows/stage/flow.ts";

/** Kills the product around the end of an operator's time to answer: before, during and after the fallback actions. */
const world = flow();
const timeoutSeconds = 1;
const rounds = 5;
/** Kill time around the moment the timer fires. */
const jitterMs = 400;

interface Waiting {
  readonly conversation_id: string;
  readonly customer: { readonly address: string };
  readonly handoff: {
    readonly assigned_to: string | null;
    readonly unavailable: { readonly tickets: readonly unknown[] } | null;
  };
}

let clinic: Clinic;

beforeAll(async () => {
  clinic = await openClinic(world.product, { handoffTimeoutSeconds: timeoutSeconds });
});

const handoffOf = async (customer: string) => {
  const { body } = await world.product.api<{ items: readonly Waiting[] }>("GET /v1/handoffs?limit=200", clinic);
  return body.items.find(({ customer: { address } }) => address === customer)?.handoff;
};
const toldTo = async (customer: string) => (await world.outside.sentTo(`whatsapp:${customer}`)).map(({ body }) => body);

it(`runs every action once and in order when killed around a handoff's timeout (${rounds} rounds)`, async () => {
  for (let round = 0; round < rounds; round += 1) {
    const customer = newCustomer();
    const online = { client: clinic.client, role: "operator", body: { presence: "online" } } as const;
    await world.product.api("PUT /v1/operators/me/presence", online);
    await world.product.inbound({ to: clinic.whatsapp, from: customer, body: "I want to talk to a human please" });
    // On a busy machine the time may have passed already: then the operator is no longer asked.
    await until("an operator was asked", async () => {
      const handoff = await handoffOf(customer);
      return handoff?.assigned_to === "flows-operator" || (handoff?.unavailable ?? null) !== null;
    });
    await sleep(timeoutSeconds * 1_000 + (Math.random() * 2 - 1) * jitterMs);
    await world.product.kill();
    await world.product.restart();
    await until("everything is said", async () => (await toldTo(customer)).length >= 4);
    await sleep(500);
    expect(await toldTo(customer)).toEqual([
      expect.stringContaining("colleague"),
      "We will connect you as soon as possible.",
      "When may we call you back?",
      "Can I help with something else meanwhile?",
    ]);
    expect((await handoffOf(customer))?.unavailable?.tickets).toHaveLength(1);
  }
  const letters = await world.product.api("GET /v1/events/dead-letters", clinic);
  expect(letters).toMatchObject({ body: { items: [] } });
});
