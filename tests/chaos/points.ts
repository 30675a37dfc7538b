import { until } from "../contracts/open-platform.ts";
import type { Clinic } from "../flows/stage/clinic.ts";
import type { Outside } from "../flows/stage/outside.ts";
import type { Product } from "../flows/stage/product.ts";

/** A customer whose message is in progress when the product is killed. */
export interface Victim {
  readonly customer: string;
  /** A word in all of this customer's messages, and in nobody else's. */
  readonly word: string;
}

export interface Scene {
  readonly product: Product;
  readonly outside: Outside;
  /** A tenant that answers each WhatsApp message at once. */
  readonly clinic: Clinic;
  /** A tenant that waits for further messages first. */
  readonly patient: Clinic;
}

export interface KillPoint {
  readonly name: string;
  /** Sends the customer's messages. Resolves when the product has reached the point. */
  reach(scene: Scene, victim: Victim): Promise<void>;
  /** What a client without an answer does. Providers do not repeat acknowledged calls, so usually nothing. */
  after?(scene: Scene, victim: Victim): Promise<void>;
  /** What the customer reads in the end, exactly once. */
  readonly answer: (victim: Victim) => string | RegExp;
  /** Number of messages that the answer covers. */
  readonly messages: number;
  /** Number of effects in the tenant's own API. */
  readonly effects: 0 | 1;
  readonly channel: "whatsapp" | "web_chat";
  readonly of: "clinic" | "patient";
}

const reply = ({ word }: Victim) => `The answer to ${word}.`;
const call = (name: string, args: object) => ({ functionCall: { name, args } });
/** Longer than any jitter, so the call is still running when the product is killed. */
const slow = { delayMs: 30_000 };
/** Part of the form of a send to this number. A look-up's query does not contain it. */
const sendTo = ({ customer }: Victim) => `%2B${customer.slice(1)}&StatusCallback`;

async function write({ product, clinic }: Scene, { customer, word }: Victim): Promise<void> {
  const { statuses } = await product.inbound({ to: clinic.whatsapp, from: customer, body: `Please, ${word}` });
  expect(statuses).toEqual([200]);
}

const once = { answer: reply, messages: 1, effects: 0, channel: "whatsapp", of: "clinic" } as const;

/** The points where a message can be when the product is killed, from the endpoint to the provider. */
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
      await until("the order is created", async () => (await outside.effects(victim.word)).length === 1);
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
        "the send is confirmed",
        async () => (await outside.sentTo(`whatsapp:${victim.customer}`)).length > 0,
      );
      // The send was looked up, not repeated.
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
