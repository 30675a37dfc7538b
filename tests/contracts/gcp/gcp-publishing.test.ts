import type { PubSub } from "@google-cloud/pubsub";
import { silentLog } from "../../../shared/platform/embedded/log.ts";
import { publisher } from "../../../shared/platform/gcp/events/publisher.ts";
import { addressIn, pushTo } from "../../../shared/platform/gcp/events/push-targets.ts";
import { lazy } from "../../../shared/platform/gcp/lazy.ts";

const message = (text: string) => ({ data: Buffer.from(text), orderingKey: "clinic/customer", attributes: {} });

/** Pub/Sub in one region, as the client presents it. */
function regionThat(publish: (text: string) => Promise<string>) {
  const stored: string[] = [];
  const resumed: string[] = [];
  const topic = {
    async publishMessage({ data }: { data: Buffer }) {
      const id = await publish(String(data));
      stored.push(String(data));
      return id;
    },
    resumePublishing: (key: string) => void resumed.push(key),
    flush: async () => undefined,
  };
  return { stored, resumed, client: lazy(async () => ({ topic: () => topic }) as unknown as PubSub) };
}

function publishing(north: ReturnType<typeof regionThat>, south: ReturnType<typeof regionThat>) {
  const failed: string[] = [];
  const made = publisher({
    clientIn: (region) => (region === "north" ? north : south).client,
    regions: {
      all: ["north", "south"],
      toPublishIn: async () => ["north", "south"],
      failed: (region) => void failed.push(region),
    },
    ensureTopic: undefined,
    log: silentLog,
  });
  return { made, failed };
}

const healthy = () => regionThat(async () => "1");
const failing = (code: number) => regionThat(async () => Promise.reject(Object.assign(new Error("refused"), { code })));

test.each([4, 14])("publishes in the next region, in order, when the home answers with %i", async (code) => {
  const [north, south] = [failing(code), healthy()];
  const { made, failed } = publishing(north, south);
  const send = await made.open(["message-received"]);
  await Promise.all(["one", "two", "three"].map((text) => send("message-received", message(text))));
  expect(south.stored).toEqual(["one", "two", "three"]);
  expect(failed).toContain("north");
  expect(north.resumed).toContain("clinic/customer");
});

test("publishes nowhere else when the home refuses", async () => {
  const [north, south] = [failing(7), healthy()];
  const { made, failed } = publishing(north, south);
  const send = await made.open(["message-received"]);
  await expect(send("message-received", message("one"))).rejects.toThrow("refused");
  expect([south.stored, failed]).toEqual([[], []]);
});

test("fails when no region answers, so that the caller tries again", async () => {
  const { made } = publishing(failing(14), failing(14));
  const send = await made.open(["message-received"]);
  await expect(send("message-received", message("one"))).rejects.toThrow("refused");
});

test.each([
  ["https://conversation-turn-123.asia-south1.run.app", "https://conversation-turn-123.us-west1.run.app"],
  ["https://engine-payments-9.asia-south1.run.app/steps/x", "https://engine-payments-9.us-west1.run.app/steps/x"],
  ["https://conversation-turn-123.us-west1.run.app", undefined],
  ["https://somebody.example.com/asia-south1", undefined],
  ["https://conversation-turn-abc-el.a.run.app", undefined],
  ["", undefined],
])("the address %s in another region", (address, expected) => {
  expect(addressIn("us-west1", address)).toBe(expected);
});

test("points the product's subscriptions to the region with their identity, and no others", async () => {
  const changed: unknown[] = [];
  const subscription = (pushConfig: unknown) => ({
    getMetadata: async () => [{ pushConfig }],
    modifyPushConfig: async (config: unknown) => void changed.push(config),
  });
  const step = (region: string) => {
    const address = `https://conversation-turn-123.${region}.run.app`;
    return { pushEndpoint: address, oidcToken: { serviceAccountEmail: "caller@demo", audience: address } };
  };
  const pubsub = {
    getSubscriptions: async () => [
      [step("asia-south1"), step("us-west1"), {}, { pushEndpoint: "https://other.example.com" }].map(subscription),
    ],
  } as unknown as PubSub;
  expect(await pushTo("us-west1", pubsub)).toBe(1);
  expect(changed).toEqual([step("us-west1")]);
});
