import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../flows/stage/clinic.ts";
import { flow, newCustomer, newWord } from "../flows/stage/flow.ts";

const world = flow();

/** The product is killed at a random time within this period after reaching the point. */
const jitterMs = 150;
/** Longer than any jitter, so the call is still running when the product is killed. */
const slow = { delayMs: 30_000 };

interface Wish {
  readonly customer: string;
  readonly word: string;
}

interface ApiMessage {
  readonly role: string;
  readonly text: string;
  readonly delivery: { readonly status: string } | null;
}

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic(world.product);
});

describe("a tool's message with a crash in the middle", () => {
  it.each([1, 2, 3])("while Twilio refuses it for the moment is sent once (round %i)", async () => {
    const customer = newCustomer();
    await world.outside.fault({ provider: "twilio", match: `To=%2B${customer.slice(1)}&`, status: 503, times: 1 });
    const wish = await asks({}, customer);
    await until("the first send failed", async () => (await world.outside.sendsTo(customer)).length === 1);
    await crash();
    await expectOnce(wish);
  });

  it.each([1, 2, 3])("while the model reads that it was accepted is sent once (round %i)", async () => {
    const wish = await asks(slow);
    await until("the model has the result", async () => (await world.outside.asked(wish.word)).length === 2);
    await crash();
    await expectOnce(wish);
  });

  it.each([1, 2, 3])("while Twilio takes it is sent once (round %i)", async () => {
    const customer = newCustomer();
    await world.outside.fault({ provider: "twilio", match: `To=%2B${customer.slice(1)}&`, ...slow, times: 1 });
    const wish = await asks({}, customer);
    await until("Twilio has the text", async () => (await world.outside.sendsTo(customer)).length === 1);
    await crash();
    await expectOnce(wish);
  });
});

it("is sent again with the same words when the customer asks a second time", async () => {
  const first = await asks({});
  await expectOnce(first);
  await asks({}, first.customer, textOf(first));
  await until("both texts are sent", async () => (await textsTo(first)).length === 2);
  expect(await textsTo(first)).toEqual([textOf(first), textOf(first)]);
});

/** The customer asks on WhatsApp for a text message. `afterwards` is how the model takes the tool's result. */
async function asks(afterwards: object, customer = newCustomer(), message?: string): Promise<Wish> {
  const word = newWord();
  const call = { functionCall: { name: "text_customer", args: { message: message ?? textOf({ word }) } } };
  const reply = { text: replyOf({ word }) };
  // The reply once more, for a turn that the crash repeats.
  await world.outside.script(word, call, { ...afterwards, ...reply }, reply);
  await world.product.inbound({ to: clinic.whatsapp, from: customer, body: `Text me the hours, ${word}` });
  return { customer, word };
}

async function crash(): Promise<void> {
  await sleep(Math.random() * jitterMs);
  await world.product.kill();
  await world.product.restart();
}

async function expectOnce(wish: Wish): Promise<void> {
  await until("the text is sent", async () => (await textsTo(wish)).length > 0);
  await until("the customer has an answer", async () => (await answersTo(wish)).length > 0);
  await until("the delivery is known", async () => isKnown((await messagesByText(wish))[0]));
  // Everything that was due before this customer's turn is done after it.
  const next = newWord();
  const customer = newCustomer();
  await world.outside.script(next, { text: replyOf({ word: next }) });
  await world.product.inbound({ to: clinic.whatsapp, from: customer, body: `Hello ${next}` });
  await until("the next is answered", async () => (await answersTo({ customer, word: next })).length > 0);

  expect(await textsTo(wish)).toEqual([textOf(wish)]);
  expect(await answersTo(wish)).toEqual([replyOf(wish)]);
  expect(await messagesByText(wish)).toMatchObject([{ role: "agent", text: textOf(wish) }]);
}

function isKnown(message: ApiMessage | undefined): boolean {
  return ["sent", "delivered"].includes(message?.delivery?.status ?? "");
}

/** The messages of the customer's SMS conversation. */
async function messagesByText({ customer }: Wish): Promise<readonly ApiMessage[]> {
  const { client } = clinic;
  const { body: list } = await world.product.api<{
    items: readonly { conversation_id: string; channel: string; customer: { address: string } }[];
  }>("GET /v1/conversations?limit=100", { client });
  const found = list.items.find((item) => item.channel === "sms" && item.customer.address === customer);
  if (!found) return [];
  const path = `GET /v1/conversations/${found.conversation_id}/messages?limit=100`;
  return (await world.product.api<{ items: readonly ApiMessage[] }>(path, { client })).body.items;
}

async function textsTo({ customer }: Wish): Promise<readonly string[]> {
  return (await world.outside.sentTo(customer)).map(({ body }) => body);
}

async function answersTo({ customer }: Wish): Promise<readonly string[]> {
  return (await world.outside.sentTo(`whatsapp:${customer}`)).map(({ body }) => body);
}

function textOf({ word }: Pick<Wish, "word">): string {
  return `We are open from 7 AM to 8 PM (${word}).`;
}

function replyOf({ word }: Pick<Wish, "word">): string {
  return `I texted you, ${word}.`;
}
