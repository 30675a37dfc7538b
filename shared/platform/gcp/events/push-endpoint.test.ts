import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { BusDelivery, DeadLetter, DeliveryOutcome, Envelope } from "../../bus.ts";
import { silentLog } from "../../embedded/log.ts";
import { TenantId } from "../../tenant.ts";
import { deadLetterEndpoint, type PushSettings, pushEndpoint } from "./push-endpoint.ts";

describe("the push endpoint", () => {
  const envelope: Envelope = {
    id: "event",
    type: "message-received",
    tenantId: TenantId.parse("acme"),
    key: "conversation",
    causationId: null,
    occurredAt: "2026-11-22T08:00:00.000Z",
    data: { text: "नमस्ते" },
  };
  let buried: { readonly messageId: string; readonly letter: Omit<DeadLetter, "id"> }[];
  let seen: BusDelivery[];
  let outcome: () => DeliveryOutcome;
  let caller: PushSettings["isExpected"];
  /** What the dead-letter topic's endpoint asks for, by name. */
  let subscriptionOf: Parameters<typeof deadLetterEndpoint>[1];

  beforeEach(() => {
    buried = [];
    seen = [];
    outcome = () => ({ type: "done" });
    caller = undefined;
    subscriptionOf = async () => undefined;
  });

  async function post(body: unknown, kind: "push" | "dead-letters" = "push"): Promise<number> {
    const settings: PushSettings = {
      log: silentLog,
      now: () => Date.parse("2026-11-22T09:00:00Z"),
      isExpected: caller,
      deadLetters: {
        add: async (messageId, letter) => void buried.push({ messageId, letter }),
        list: async () => ({ items: [] }),
        find: async () => undefined,
        discard: async () => undefined,
      },
    };
    const subscription = {
      name: "turn",
      topic: "message-received",
      retry: { minBackoffMs: 10, maxBackoffMs: 10, maxAttempts: 5 },
      handle: async (delivery: BusDelivery) => {
        seen.push(delivery);
        return outcome();
      },
    };
    const endpoint =
      kind === "push" ? pushEndpoint(subscription, settings) : deadLetterEndpoint(settings, subscriptionOf);
    const server = createServer((request, response) => void endpoint(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      return (await fetch(url, { method: "POST", body: JSON.stringify(body) })).status;
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  const push = (deliveryAttempt?: number, attributes = {}, data: unknown = envelope) => ({
    message: { data: Buffer.from(JSON.stringify(data)).toString("base64"), messageId: "m1", attributes },
    subscription: "projects/p/subscriptions/turn",
    ...(deliveryAttempt ? { deliveryAttempt } : {}),
  });

  test("passes the event with its attempt to the handler and acknowledges a handled event", async () => {
    expect(await post(push(3))).toBe(204);
    expect(seen).toEqual([{ envelope, attempt: 3 }]);
  });

  test("requests a redelivery when the outcome is retry or the handler fails", async () => {
    outcome = () => ({ type: "retry", cause: "busy" });
    expect(await post(push(1))).toBe(503);
    outcome = () => {
      throw new Error("broken");
    };
    expect(await post(push(4))).toBe(503);
    expect(buried).toEqual([]);
  });

  test("dead-letters a dead or exhausted event with its cause and acknowledges it", async () => {
    outcome = () => ({ type: "dead", cause: "no such tenant" });
    expect(await post(push(1))).toBe(204);
    outcome = () => ({ type: "retry", cause: "still busy" });
    expect(await post(push(5))).toBe(204);
    expect(buried.map(({ letter: { cause, attempts } }) => [cause, attempts])).toEqual([
      ["no such tenant", 1],
      ["still busy", 5],
    ]);
    expect(buried[0]).toMatchObject({
      messageId: "m1",
      letter: { subscription: "turn", envelope, diedAt: "2026-11-22T09:00:00.000Z" },
    });
  });

  test("does not call the handler beyond the maximum attempts", async () => {
    expect(await post(push(6))).toBe(204);
    expect(seen).toEqual([]);
    expect(buried).toHaveLength(1);
  });

  test("acknowledges an event meant for another subscription of the topic", async () => {
    expect(await post(push(1, { subscription: "other" }))).toBe(204);
    expect(seen).toEqual([]);
    expect(await post(push(1, { subscription: "turn" }))).toBe(204);
    expect(seen).toHaveLength(1);
  });

  test("rejects an unauthorized caller and an invalid event", async () => {
    caller = async () => false;
    expect(await post(push(1))).toBe(401);
    caller = async () => true;
    expect(await post({ message: {} })).toBe(400);
    expect(await post(push(1, {}, { id: "half an event" }))).toBe(400);
    expect(await post(push(1, {}, { ...envelope, tenantId: "../other" }))).toBe(400);
    expect(seen).toEqual([]);
  });

  test("a message on the dead-letter topic becomes a dead letter of its step", async () => {
    const attributes = {
      CloudPubSubDeadLetterSourceSubscription: "turn",
      CloudPubSubDeadLetterSourceDeliveryCount: "5",
    };
    expect(await post(push(undefined, attributes), "dead-letters")).toBe(204);
    expect(buried[0]?.letter).toMatchObject({ subscription: "turn", attempts: 5, envelope });
  });

  test("a step hears of a message on the dead-letter topic before it is a dead letter", async () => {
    const attributes = { CloudPubSubDeadLetterSourceSubscription: "turn" };
    const heard: string[] = [];
    let fails = true;
    subscriptionOf = async (name) => ({
      async beforeDeadLetter({ id }) {
        if (fails) throw new Error("the bus is away");
        heard.push(`${name} ${id} ${buried.length}`);
      },
    });
    expect(await post(push(undefined, attributes), "dead-letters")).toBe(503);
    expect(buried).toEqual([]);
    fails = false;
    expect(await post(push(undefined, attributes), "dead-letters")).toBe(204);
    expect(heard).toEqual(["turn event 0"]);
    expect(buried).toHaveLength(1);
  });

  test("a message is kept whose step cannot be loaded yet, or is no more", async () => {
    subscriptionOf = () => Promise.reject(new Error("the step does not load"));
    expect(await post(push(undefined), "dead-letters")).toBe(503);
    subscriptionOf = async () => undefined;
    expect(await post(push(undefined), "dead-letters")).toBe(204);
    expect(buried.map(({ letter }) => letter.subscription)).toEqual(["unknown"]);
  });
});
