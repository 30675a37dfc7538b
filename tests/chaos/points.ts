import { until } from "../contracts/open-platform.ts";
import type { Clinic } from "../flows/clinic.ts";
import type { Outside } from "../flows/outside.ts";
import type { Product } from "../flows/product.ts";

/** A customer whose message is under way when the product is killed. */
export interface Victim {
  readonly customer: string;
  /** In every message of theirs, and in nobody else's. */
  readonly word: string;
}

export interface Scene {
  readonly product: Product;
  readonly outside: Outside;
  /** Answers each WhatsApp message at once. */
  readonly clinic: Clinic;
  /** Waits for more first. */
  readonly patient: Clinic;
}

export interface KillPoint {
  readonly name: string;
  /** Sends the customer's messages; resolves when the product has come to the point. */
  reach(scene: Scene, victim: Victim): Promise<void>;
  /** What a client does who got no answer: providers repeat nothing that was acknowledged, so mostly nothing. */
  after?(scene: Scene, victim: Victim): Promise<void>;
  /** What the customer reads in the end, once. */
  readonly answer: (victim: Victim) => string | RegExp;
  /** How many messages the answer is to. */
  readonly messages: number;
  /** What the tenant's own API was made to do in the end. */
  readonly effects: 0 | 1;
  readonly channel: "whatsapp" | "web_chat";
  readonly of: "clinic" | "patient";
}

const reply = ({ word }: Victim) => `The answer to ${word}.`;
const call = (name: string, args: object) => ({ functionCall: { name, args } });
/** Longer than any jitter: what is slow here is still slow when the product dies. */
const slow = { delayMs: 30_000 };
/** What the form of a send to this number has, and the query of a look-up has not. */
const sendTo = ({ customer }: Victim) => `%2B${customer.slice(1)}&StatusCallback`;

async function write({ product, clinic }: Scene, { customer, word }: Victim): Promise<void> {
  const { statuses } = await product.inbound({ to: clinic.whatsapp, from: customer, body: `Please, ${word}` });
  expect(statuses).toEqual([200]);
}

const once = { answer: reply, messages: 1, effects: 0, channel: "whatsapp", of: "clinic" } as const;

/** Where a message can be when the product dies, from the door to the provider. */
export const points: readonly KillPoint[] = [
  {
    ...once,
    name: "after the webhook's 200",
    async reach(scene, victim) {
      await scene.outside.script(victim.word, { text: reply(victim) }, { text: reply(victim) });
      await write(scene, victim);
    },
  },
  {
    ...once,
    name: "within a burst's window",
    messages: 3,
    of: "patient",
    async reach({ product, outside, patient }, victim) {
      await outside.script(victim.word, { text: reply(victim) }, { text: reply(victim) });
      for (const part of ["One", "Two", "Three"])
        await product.inbound({ to: patient.whatsapp, from: victim.customer, body: `${part} ${victim.word}` });
    },
  },
  {
    ...once,
    name: "during the model call",
    async reach(scene, victim) {
      const { outside } = scene;
      await outside.script(victim.word, { ...slow, text: reply(victim) }, { text: reply(victim) });
      await write(scene, victim);
      await until("the model is asked", async () => (await outside.asked(victim.word)).length === 1);
    },
  },
  {
    ...once,
    name: "during a tool call whose endpoint honours keys",
    effects: 1,
    async reach(scene, victim) {
      const { outside } = scene;
      await outside.script(victim.word, call("create_order", { test: victim.word }), { text: reply(victim) });
      await outside.fault({ provider: "tenant", match: victim.word, ...slow });
      await write(scene, victim);
      await until("the order is made", async () => (await outside.effects(victim.word)).length === 1);
    },
  },
  {
    ...once,
    name: "during a tool call whose endpoint honours none",
    answer: () => /colleague/,
    effects: 1,
    async reach(scene, victim) {
      const { outside } = scene;
      await outside.script(victim.word, call("book_slot", { slot: victim.word }), { text: reply(victim) });
      await outside.fault({ provider: "tenant", match: victim.word, ...slow });
      await write(scene, victim);
      await until("the slot is booked", async () => (await outside.effects(victim.word)).length === 1);
    },
  },
  {
    ...once,
    name: "after a tool's side effect",
    effects: 1,
    async reach(scene, victim) {
      const { outside } = scene;
      const order = call("create_order", { test: victim.word });
      await outside.script(victim.word, order, { ...slow, text: reply(victim) }, { text: reply(victim) });
      await write(scene, victim);
      await until("the model has the result", async () => (await outside.asked(victim.word)).length === 2);
    },
  },
  {
    ...once,
    name: "after the commit, before the send",
    async reach(scene, victim) {
      const { outside } = scene;
      await outside.script(victim.word, { text: reply(victim) });
      await outside.fault({ provider: "twilio", match: sendTo(victim), status: 503 });
      await write(scene, victim);
      await until("the first send failed", async () => (await triesTo(outside, victim)) === 1);
    },
  },
  {
    ...once,
    name: "during the send",
    async reach(scene, victim) {
      const { outside } = scene;
      await outside.script(victim.word, { text: reply(victim) });
      await outside.fault({ provider: "twilio", match: sendTo(victim), ...slow });
      await write(scene, victim);
      await until("Twilio has the message", async () => (await triesTo(outside, victim)) === 1);
    },
    async after({ outside }, victim) {
      await until(
        "it is known to be sent",
        async () => (await outside.sentTo(`whatsapp:${victim.customer}`)).length > 0,
      );
      // It was looked up, not sent again.
      expect(await triesTo(outside, victim)).toBe(1);
    },
  },
  {
    ...once,
    name: "while /v1/chat is answered",
    effects: 1,
    channel: "web_chat",
    async reach(scene, victim) {
      const { outside } = scene;
      const order = call("create_order", { test: victim.word });
      await outside.script(victim.word, order, { ...slow, text: reply(victim) }, { text: reply(victim) });
      ask(scene, victim).catch(() => undefined); // the connection breaks with the product
      await until("the model has the result", async () => (await outside.asked(victim.word)).length === 2);
    },
    async after(scene, victim) {
      expect(await ask(scene, victim)).toMatchObject({ reply: reply(victim) });
    },
  },
];

async function triesTo(outside: Outside, { customer }: Victim): Promise<number> {
  return (await outside.sendsTo(`whatsapp:${customer}`)).length;
}

function ask({ product, clinic }: Scene, { customer, word }: Victim) {
  return product.chat({ client: clinic.client, session: customer, message: `Please, ${word}`, idempotencyKey: word });
}
