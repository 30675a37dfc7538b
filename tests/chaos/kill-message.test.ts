import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../flows/stage/clinic.ts";
import { flow, newCustomer, newWord } from "../flows/stage/flow.ts";

const world = flow();

/** The product is killed at a random time within this period after reaching the point. */
const jitterMs = 150;

interface Order {
  readonly body: { readonly channel: string; readonly address: string; readonly text: string };
  readonly key: string;
}

interface MessageReply {
  readonly message_id: string;
  readonly status: string;
  readonly sent_as: string | null;
}

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic(world.product);
});

describe("a single message with a crash in the middle", () => {
  it.each([1, 2, 3])("while it is ordered is sent once when its client repeats the order (round %i)", async () => {
    const order = newOrder();
    const answer = send(order).catch(() => undefined);
    await crash();
    await answer;
    await expectOnce(order, await send(order));
  });

  it.each([1, 2, 3])("after it was accepted is sent once (round %i)", async () => {
    const order = newOrder();
    const accepted = await send(order);
    await crash();
    await expectOnce(order, accepted);
  });

  it.each([1, 2, 3])("while Twilio takes it is sent once (round %i)", async () => {
    const order = newOrder();
    const match = `To=%2B${order.body.address.slice(1)}&`;
    await world.outside.fault({ provider: "twilio", match, delayMs: 30_000, times: 1 });
    const accepted = await send(order);
    await until("Twilio has it", async () => (await world.outside.sendsTo(order.body.address)).length === 1);
    await crash();
    await expectOnce(order, accepted);
  });

  it.each([1, 2, 3])("after Twilio took it, and before its outcome is recorded, is sent once (round %i)", async () => {
    const order = newOrder();
    const accepted = await send(order);
    await until("Twilio has it", async () => (await world.outside.sentTo(order.body.address)).length === 1);
    await crash();
    await expectOnce(order, accepted);
  });
});

function newOrder(): Order {
  const word = newWord();
  return { body: { channel: "sms", address: newCustomer(), text: `Your bicycle is repaired (${word}).` }, key: word };
}

function send({ body, key }: Order) {
  const headers = { "Idempotency-Key": key };
  return world.product.api<MessageReply>("POST /v1/messages", { client: clinic.client, body, headers });
}

async function crash(): Promise<void> {
  await sleep(Math.random() * jitterMs);
  await world.product.kill();
  await world.product.restart();
}

async function expectOnce(order: Order, accepted: Awaited<ReturnType<typeof send>>): Promise<void> {
  const { client } = clinic;
  expect(accepted).toMatchObject({ status: 202 });
  const id = accepted.body.message_id;
  const outcome = async () => (await world.product.api<MessageReply>(`GET /v1/messages/${id}`, { client })).body;
  // Not its status: a provider's report that meets the killed process is lost.
  await until("it is sent", async () => (await outcome()).sent_as !== null);
  const again = await send(order);
  expect(again).toMatchObject({ status: 202, body: { message_id: id } });
  // Everything that was due before this message is done after it.
  const next = newOrder();
  await send(next);
  await until("the next is sent", async () => (await world.outside.sentTo(next.body.address)).length === 1);
  expect((await world.outside.sentTo(order.body.address)).map(({ body }) => body)).toEqual([order.body.text]);
}
