import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../contracts/open-platform.ts";
import { openClinic } from "../flows/stage/clinic.ts";
import { type Flow, newCustomer, newWord } from "../flows/stage/flow.ts";
import { type KillPoint, points, type Scene, type Victim } from "./points.ts";

interface Message {
  readonly role: string;
  readonly text: string;
}

/** The product is killed at a random time within this period after reaching the point. */
const jitterMs = 150;

interface KillTest {
  /** Number of kills at each point. */
  readonly rounds: number;
  /**
   * How long the agent waits for more messages. No event may be redelivered after it, because that event would get its
   * own answer.
   */
  readonly burstWindowMs: number;
}

/** Kills the product at every point, on any platform. */
export function killTest(world: Flow, { rounds, burstWindowMs }: KillTest): void {
  let scene: Scene;
  const killed: { readonly point: KillPoint; readonly victim: Victim }[] = [];

  beforeAll(async () => {
    const { product, outside } = world;
    const clinic = await openClinic(product);
    const patient = await openClinic(product, { burstWindowMs });
    scene = { product, outside, clinic, patient };
  });

  describe.each(points)("kill -9 $name", (point) => {
    it(`completes everything once, in ${rounds} of ${rounds} rounds`, async () => {
      for (let round = 0; round < rounds; round += 1) {
        const victim = { customer: newCustomer(), word: newWord() };
        await point.reach(scene, victim);
        await sleep(Math.random() * jitterMs);
        await scene.product.kill();
        killed.push({ point, victim });
        await scene.product.restart();
        await point.after?.(scene, victim);
        await until("the customer has an answer", async () => (await answersTo(point, victim)).length > 0);
        await expectOnce(point, victim);
      }
    });
  });

  it("still holds for all rounds after everything due has been done", async () => {
    await scene.product.stop();
    await scene.product.restart();
    // Deliveries are handled in the order in which they are due. Once this one is handled, all earlier ones are.
    const last = { customer: newCustomer(), word: newWord() };
    for (const { whatsapp } of [scene.clinic, scene.patient])
      await scene.product.inbound({ to: whatsapp, from: last.customer, body: `The last word: ${last.word}` });
    await until(
      "the last are answered",
      async () => (await scene.outside.sentTo(`whatsapp:${last.customer}`)).length === 2,
    );

    const answers = await Promise.all(killed.map(async ({ point, victim }) => (await answersTo(point, victim)).length));
    const effects = await Promise.all(
      killed.map(async ({ victim }) => (await scene.outside.effects(victim.word)).length),
    );
    const wanted = killed.reduce((sum, { point }) => sum + point.effects, 0);
    const count = (counts: readonly number[], holds: (count: number) => boolean) => counts.filter(holds).length;
    const [lost, doubled] = [count(answers, (n) => n === 0), count(answers, (n) => n > 1)];
    const onceDone = count(effects, (n) => n === 1);
    process.stdout.write(
      `kill test: ${points.length} points × ${rounds} rounds = ${killed.length} kills, ` +
        `${count(answers, (n) => n === 1)} messages answered once, ${lost} lost, ${doubled} doubled, ` +
        `${onceDone} side effects once\n`,
    );
    expect({
      kills: killed.length,
      lost,
      doubled,
      effects: onceDone,
      doubledEffects: count(effects, (n) => n > 1),
    }).toEqual({
      kills: points.length * rounds,
      lost: 0,
      doubled: 0,
      effects: wanted,
      doubledEffects: 0,
    });
    for (const { client } of [scene.clinic, scene.patient])
      expect(await scene.product.api("GET /v1/events/dead-letters", { client })).toMatchObject({ body: { items: [] } });
  });

  async function expectOnce(point: KillPoint, victim: Victim): Promise<void> {
    const answer = point.answer(victim);
    expect(await answersTo(point, victim)).toEqual([
      typeof answer === "string" ? answer : expect.stringMatching(answer),
    ]);
    expect(await scene.outside.effects(victim.word)).toHaveLength(point.effects);
    const messages = await messagesOf(point, victim);
    expect(messages.filter(({ role }) => role === "customer")).toHaveLength(point.messages);
    expect(messages.filter(({ role }) => role === "agent")).toHaveLength(1);
  }

  /** What the customer was told: through Twilio, or on web chat the conversation's messages. */
  async function answersTo(point: KillPoint, victim: Victim): Promise<readonly string[]> {
    if (point.channel === "whatsapp")
      return (await scene.outside.sentTo(`whatsapp:${victim.customer}`)).map(({ body }) => body);
    const messages = await messagesOf(point, victim);
    return messages.filter(({ role }) => role === "agent").map(({ text }) => text);
  }

  async function messagesOf(point: KillPoint, victim: Victim): Promise<readonly Message[]> {
    const { client } = scene[point.of];
    const list = await scene.product.api<{ items: { conversation_id: string; customer: { address: string } }[] }>(
      "GET /v1/conversations?limit=100",
      { client },
    );
    const found = list.body.items.find(({ customer }) => customer.address === victim.customer);
    if (!found) return [];
    const path = `/v1/conversations/${found.conversation_id}/messages?limit=100`;
    return (await scene.product.api<{ items: readonly Message[] }>(`GET ${path}`, { client })).body.items;
  }
}
