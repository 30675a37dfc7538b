import { deliveryReported, messageDeleted } from "../../../../shared/events/index.ts";
import type { Envelope } from "../../../../shared/platform/bus.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "./publish.ts";
import { recordingBus } from "./recording-bus.ts";
import { rememberingBus } from "./remembering-bus.ts";

const florist = TenantId.parse("florist");
const garage = TenantId.parse("garage");
const at = new Date("2026-11-29T08:00:00.000Z");

function reported(status: "queued" | "sent" | "delivered", tenantId = florist, turnId = "t1"): Envelope {
  const data = { conversationId: "c1", turnId, messageId: "m1", providerMessageId: "SM1", status, errorCode: null };
  return envelopeOf(deliveryReported, { id: `${turnId}-${status}`, tenantId, key: "c1", at, data });
}
const deleted = (id = "d1") =>
  envelopeOf(messageDeleted, { id, tenantId: florist, key: "c1", at, data: { conversationId: "c1", messageId: "m0" } });

function open(over: Partial<Parameters<typeof recordingBus>[0]> = {}) {
  const published: string[] = [];
  const recorded: string[] = [];
  const warned: string[] = [];
  const bus = recordingBus({
    bus: { publish: async (envelopes) => void published.push(...envelopes.map(({ id }) => id)) },
    areReceived: async (tenantId) => tenantId === garage,
    record: async (tenantId, turnId, reports) => {
      recorded.push(`${tenantId} ${turnId} ${reports.map(({ status }) => status).join("+")}`);
      return true;
    },
    log: { warn: (_attributes, message) => void warned.push(message) },
    ...over,
  });
  return { bus, published, recorded, warned };
}

test("records the reports of one request by turn, and publishes everything else", async () => {
  const { bus, published, recorded } = open();
  await bus.publish([reported("sent"), deleted(), reported("delivered"), reported("sent", florist, "t2")]);
  expect(recorded).toEqual(["florist t1 sent+delivered", "florist t2 sent"]);
  expect(published).toEqual(["d1"]);
});

test("publishes the reports that the tenant's own server receives", async () => {
  const { bus, published, recorded } = open();
  await bus.publish([reported("sent", garage), reported("sent")]);
  expect(published).toEqual(["t1-sent"]);
  expect(recorded).toEqual(["florist t1 sent"]);
});

test("leaves the reports of a crowd of turns to the bus", async () => {
  const { bus, published, recorded } = open();
  await bus.publish(Array.from({ length: 21 }, (_, turn) => reported("sent", florist, `t${turn}`)));
  expect([published.length, recorded]).toEqual([21, []]);
  await bus.publish(Array.from({ length: 20 }, (_, turn) => reported("sent", florist, `t${turn}`)));
  expect([published.length, recorded.length]).toEqual([21, 20]);
});

test("publishes nothing when all is recorded", async () => {
  const { bus } = open({ bus: { publish: () => Promise.reject(new Error("nothing is to be published")) } });
  await bus.publish([reported("sent")]);
});

test("publishes what is not recorded: of an unknown turn, and while the database is away", async () => {
  const unknown = open({ record: async () => false });
  await unknown.bus.publish([reported("sent")]);
  expect(unknown.published).toEqual(["t1-sent"]);
  const away = open({ record: () => Promise.reject(new Error("the database is away")) });
  await away.bus.publish([reported("sent")]);
  expect(away.published).toEqual(["t1-sent"]);
  expect(away.warned).toHaveLength(1);
  const blind = open({ areReceived: () => Promise.reject(new Error("the database is away")) });
  await blind.bus.publish([reported("sent")]);
  expect([blind.published, blind.recorded]).toEqual([["t1-sent"], []]);
});

test("says nothing of a queued message where the sender knows, and records it elsewhere", async () => {
  const known = open({ isQueuedKnown: true });
  await known.bus.publish([reported("queued")]);
  expect([known.published, known.recorded]).toEqual([[], []]);
  const unsure = open();
  await unsure.bus.publish([reported("queued")]);
  expect(unsure.recorded).toEqual(["florist t1 queued"]);
});

describe("a repeated request", () => {
  it("publishes nothing again, also while the first is being published", async () => {
    const published: string[] = [];
    const bus = rememberingBus({ publish: async (sent) => void published.push(...sent.map(({ id }) => id)) });
    await Promise.all([bus.publish([deleted()]), bus.publish([deleted(), deleted("d2")])]);
    await bus.publish([deleted()]);
    expect(published).toEqual(["d1", "d2"]);
  });

  it("is published when the first could not be, and fails with it while it is under way", async () => {
    let fails = true;
    const published: string[] = [];
    const bus = rememberingBus({
      async publish(sent) {
        if (fails) throw new Error("the bus is away");
        published.push(...sent.map(({ id }) => id));
      },
    });
    const both = await Promise.allSettled([bus.publish([deleted()]), bus.publish([deleted()])]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    fails = false;
    await bus.publish([deleted()]);
    expect(published).toEqual(["d1"]);
  });
});
