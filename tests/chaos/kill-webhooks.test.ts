import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../contracts/open-platform.ts";
import { verified, webhookReceiver } from "../flows/channels/outgoing-webhooks.ts";
import { openClinic } from "../flows/stage/clinic.ts";
import { flow, newCustomer, newWord } from "../flows/stage/flow.ts";

const world = flow();

const rounds = 6;
const messagesPerRound = 5;
/** The product is killed at a random time within this period after the messages were accepted. */
const jitterMs = 120;

describe("outgoing webhooks with kill -9 between the steps", () => {
  it("tell every event under one id and with one record, and lose none", async () => {
    const clinic = await openClinic(world.product);
    const receiver = webhookReceiver(world, clinic.client);
    const path = `/hooks/kill/${process.pid}`;
    const endpoint = await receiver.create(path, ["message.received", "message.sent", "conversation.opened"]);
    const texts: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const sent = Array.from({ length: messagesPerRound }, () => `Hello ${newWord()}`);
      texts.push(...sent);
      // A receiver that fails now and then, so that retries are among what is killed.
      await world.outside.fault({ provider: "tenant", match: path, status: 503, times: 1 });
      await world.outside.fault({ provider: "tenant", match: path, drop: "after", times: 1 });
      await Promise.all(
        sent.map((body) => world.product.inbound({ to: clinic.whatsapp, from: newCustomer(), body, repeat: 2 })),
      );
      await sleep(Math.random() * jitterMs);
      await world.product.kill();
      await world.product.restart();
    }
    const wanted = texts.length * 3;
    const delivered = async () =>
      (await receiver.deliveries(endpoint)).filter(({ status }) => status === "delivered").length;
    await until("all is delivered", async () => (await delivered()) >= wanted);

    const deliveries = await receiver.deliveries(endpoint);
    const told = verified(await receiver.requests(path), endpoint.secret);
    const ids = new Set(told.map(({ id }) => id));
    process.stdout.write(
      `kill test of webhooks: ${rounds} kills, ${wanted} events, ${deliveries.length} records, ${told.length} requests\n`,
    );
    expect(deliveries).toHaveLength(wanted);
    expect(new Set(deliveries.map(({ event_id }) => event_id)).size).toBe(wanted);
    expect(ids.size).toBe(wanted);
    const received = new Map(
      told.flatMap(({ id, type, data }) => (type === "message.received" ? [[id, String(data.text)]] : [])),
    );
    expect([...received.values()].sort()).toEqual([...texts].sort());
  });
});
