import { conversationSessions } from "../../../../shared/contracts/conversation/conversation-standing.ts";
import { type TurnMeasures, turnMeasures } from "../../../../shared/contracts/conversation/turn-measures.ts";
import { type Rollup, readDays, readRollups, totalOf } from "../../../../shared/contracts/metrics/rollups.ts";
import { measurementTaken, metricsCollectionDue } from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { createRunner, type Runner } from "../../../../shared/runtime/runner.ts";
import { openTestPlatform, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { aTurn } from "./a-turn.fixture.ts";
import { collectStep } from "./collect.ts";
import { recordStep } from "./record.ts";
import { sources } from "./sources.ts";

let platform: Platform;
let close: () => Promise<void>;
let runner: Runner;
let now = new Date("2026-11-29T12:00:00.000Z");
let events = 0;

beforeEach(() => {
  ({ platform, close } = openTestPlatform(() => now));
  now = new Date("2026-11-29T12:00:00.000Z");
  runner = createRunner({ platform, senders: {}, log: createLogger({ level: "silent" }), now: () => now });
});
afterEach(() => close());

const place = { timeZone: "Asia/Kolkata", currency: "INR", carrierOf: () => "twilio" };

async function collect(timeZone = place.timeZone): Promise<void> {
  const step = collectStep({ documents: platform.documents, placeOf: async () => ({ ...place, timeZone }) });
  for (let round = 0; round < 60; round += 1) {
    const data = { resumed: round > 0, thorough: false };
    const id = `collect-${++events}`;
    const before = await platform.documents.get(tenantId, step.document.collection, "turns");
    await runner.run(step, {
      ...envelopeOf(metricsCollectionDue, { id, tenantId, key: tenantId, at: now, data }),
      tenantId,
    });
    const after = await platform.documents.get(tenantId, step.document.collection, "turns");
    if (before?.version === after?.version) return;
  }
  throw new Error("It does not come to an end.");
}

async function store(turns: readonly TurnMeasures[], over: object = {}): Promise<void> {
  for (const turn of turns) {
    const conversation = {
      id: turn.conversationId,
      channel: "whatsapp",
      accountAddress: null,
      language: "en",
      lastInboundAt: null,
      customer: { id: "p", address: "+919800000001", name: null },
      config: turn.config,
      status: turn.status,
      updatedAt: turn.at,
      sessionAt: turn.sessionAt,
      ...over,
    } as const;
    await platform.documents.commit(tenantId, [
      put(turnMeasures, `${turn.conversationId}-${turn.index}`, { state: turn }),
      put(conversationSessions, turn.conversationId, { state: conversation as never }),
    ]);
  }
}

async function measure(source: string, at: string, add: object, conversationId: string | null = null): Promise<void> {
  const name = "metrics-record-measurement";
  const step = recordStep(name, sources[name], platform);
  const data = { source, at, conversationId, agent: null, channel: null, add: { ...add } };
  const envelope = envelopeOf(measurementTaken, { id: `event-${++events}`, tenantId, key: "k", at: now, data });
  await runner.run(step, { ...envelope, tenantId });
}

const all = { from: "2026-01-01", until: "2026-12-31" };
const days = () => readDays(platform.documents, tenantId, all);
const byDay = async () => Object.fromEntries((await days()).map(({ day, counters }) => [day, counters.turns.agent]));

test("counts each turn once, however often it is collected", async () => {
  await store([aTurn("c1", 1), aTurn("c1", 2, { toolCalls: [{ name: "book", status: "failed", durationMs: 40 }] })]);
  for (let time = 0; time < 3; time += 1) {
    await collect();
    now = new Date(now.getTime() + 30_000);
  }
  const [day] = await days();
  expect(day).toMatchObject({
    day: "2026-11-29",
    counters: {
      conversations: { begun: 1, ended: 0 },
      turns: { agent: 2 },
      messages: { in: 2, out: 2 },
      errors: { tool: 1 },
      models: { "gemini-3.8-flash": { requests: 2, inputTokens: 2_000, outputTokens: 200 } },
      tools: { book: { calls: 1, errors: 1, ms: 40 } },
      // 2,000 at $0.75 and 200 at $3.75 for a million.
      costNanoUsd: { model: 2_250_000 },
      latency: { count: 2, sumMs: 2_400 },
    },
  });
});

test("counts the loops that turns ended, by kind", async () => {
  await store([aTurn("c1", 1, { loop: "tool" }), aTurn("c1", 2), aTurn("c1", 3, { loop: "bot", reply: null })]);
  for (let time = 0; time < 2; time += 1) await collect();
  expect(totalOf(await days()).loops).toEqual({ tool: 1, bot: 1 });
});

test("finds a turn that a clock behind had hidden, with the conversation's next one", async () => {
  await store([aTurn("c1", 1)]);
  await collect();
  await store([aTurn("c1", 2, { at: "2026-11-29T09:00:00.000Z" })]);
  now = new Date("2026-11-29T12:10:00.000Z");
  await collect();
  expect(await byDay()).toEqual({ "2026-11-29": 1 });
  await store([aTurn("c1", 3, { at: "2026-11-29T12:09:30.000Z" })]);
  await collect();
  expect(await byDay()).toEqual({ "2026-11-29": 3 });
});

test("finds it the day after, where the conversation has no next turn", async () => {
  await store([aTurn("c1", 1)]);
  await collect();
  await store([aTurn("c2", 1, { at: "2026-11-29T11:50:00.000Z" })]);
  now = new Date("2026-11-30T12:00:01.000Z");
  await collect();
  expect(await byDay()).toEqual({ "2026-11-29": 2 });
});

test("counts what a clock ahead wrote, and what comes before its time afterwards", async () => {
  const at = (index: number) => new Date(Date.parse("2026-11-29T13:00:00.000Z") + index * 1_000).toISOString();
  await store(Array.from({ length: 320 }, (_, index) => aTurn(`ahead-${index}`, 1, { at: at(index) })));
  await collect();
  now = new Date("2026-11-29T12:10:00.000Z");
  await store([aTurn("c1", 1, { at: "2026-11-29T12:09:30.000Z" })]);
  await collect();
  expect(await byDay()).toEqual({ "2026-11-29": 321 });
});

test.each([
  ["Asia/Kolkata", "2026-11-28T18:29:59.000Z", "2026-11-28"],
  ["Asia/Kolkata", "2026-11-28T18:30:00.000Z", "2026-11-29"],
  // The clocks went back at 01:00 UTC, so this day has 25 hours.
  ["Europe/London", "2026-10-24T23:00:00.000Z", "2026-10-25"],
  ["Europe/London", "2026-10-25T23:59:59.000Z", "2026-10-25"],
  ["Europe/London", "2026-10-26T00:00:00.000Z", "2026-10-26"],
])("lets the client's time zone decide the day: %s %s", async (timeZone, at, day) => {
  now = new Date(Date.parse(at) + 60_000);
  await store([aTurn("c1", 1, { at })]);
  await collect(timeZone);
  expect(await byDay()).toEqual({ [day]: 1 });
});

test("counts a measurement once on its own day, up to 31 days late, and tells apart what comes later", async () => {
  for (let time = 0; time < 3; time += 1) {
    await measure("sale 1", "2026-10-30T06:00:00.000Z", { conversions: 1, revenueMinor: { INR: 54_900 } });
    await collect();
  }
  await measure("sale 2", "2026-10-01T06:00:00.000Z", { conversions: 1 });
  await measure("sale 3", "2027-03-01T06:00:00.000Z", { conversions: 1 });
  await collect();
  expect(await days()).toMatchObject([
    { day: "2026-10-30", counters: { conversions: 1, revenueMinor: { INR: 54_900 } } },
    { day: "2026-11-29", counters: { conversions: 1, tooLate: 1 } },
  ]);
});

test("gives a measurement the agent version and channel of its conversation", async () => {
  await store([aTurn("c1", 1)]);
  await measure("rating 1", "2026-11-29T11:30:00.000Z", { ratings: { sumHundredths: 400, count: 1 } }, "c1");
  await collect();
  const found: Rollup[] = [];
  for await (const rollup of readRollups(platform.documents, tenantId, all)) found.push(rollup);
  expect(found).toMatchObject([
    {
      agent: { name: "default", version: 3 },
      channel: "whatsapp",
      counters: { turns: { agent: 1 }, ratings: { count: 1 } },
    },
  ]);
});

test("ends a session when it is resolved, or after a day of silence, on the day it ended", async () => {
  await store([aTurn("c1", 1), aTurn("c1", 2, { status: "escalated", escalationReason: "asked" })]);
  await store([aTurn("c2", 1)]);
  await collect();
  await store([aTurn("c1", 3, { at: "2026-11-29T11:59:00.000Z", status: "resolved", by: "meera", reply: null })]);
  await collect();
  const conversations = { begun: 2, ended: 1, resolved: 1, handedOver: 1, contained: 0, reopened: 0 };
  expect(totalOf(await days()).conversations).toEqual(conversations);
  for (const time of ["2026-11-29T13:00:00.000Z", "2026-11-29T20:00:00.000Z", "2026-11-30T11:01:00.000Z"]) {
    now = new Date(time);
    await collect();
  }
  expect((await days()).map(({ day, counters }) => [day, counters.conversations])).toEqual([
    ["2026-11-29", { ...conversations, ended: 2, contained: 1 }],
  ]);
});

test("ends a session that was closed when idle, and begins another with the next message", async () => {
  await store([aTurn("c1", 1)], { status: "resolved", updatedAt: "2026-11-29T11:20:00.000Z" });
  await collect();
  expect(totalOf(await days()).conversations).toMatchObject({ begun: 1, ended: 1, resolved: 1, contained: 1 });
  await store([aTurn("c1", 2, { at: "2026-11-29T11:59:30.000Z", sessionAt: "2026-11-29T11:59:29.000Z" })]);
  await collect();
  expect(totalOf(await days()).conversations).toMatchObject({ begun: 2, ended: 1 });
});

test("counts a conversation of 5,000 turns", async () => {
  const turns = Array.from({ length: 5_000 }, (_, index) =>
    aTurn("c1", index + 1, { at: new Date(Date.parse("2026-11-20T00:00:00.000Z") + index * 60_000).toISOString() }),
  );
  const first = turns[0] ?? aTurn("c1", 1);
  await store([first]);
  for (let from = 1; from < turns.length; from += 400)
    await platform.documents.commit(
      tenantId,
      turns.slice(from, from + 400).map((turn) => put(turnMeasures, `c1-${turn.index}`, { state: turn })),
    );
  await collect();
  expect(totalOf(await days())).toMatchObject({ turns: { agent: 5_000 }, conversations: { begun: 1 } });
  expect((await days()).length).toBe(4);
});

test("a day without anything is not there, and collecting it writes nothing", async () => {
  await collect();
  expect(await days()).toEqual([]);
});

describe("messages that a carrier charges for", () => {
  const taken = (id: string, more: object = {}) => ({
    id,
    turnId: "t",
    role: "agent",
    text: "Hello",
    choices: [],
    at: "2026-11-29T11:00:00.000Z",
    delivery: { status: "sent", providerMessageIds: [`SM-${id}`], errorCode: null, ...more },
  });

  test("are priced once by the carrier's own answers, and wait for them", async () => {
    const turns = [aTurn("c1", 1), aTurn("c1", 2)];
    const american = { customer: { id: "p", address: "+14155550100", name: null }, channel: "sms" };
    await store(turns, { ...american, recent: [taken("r1", { segments: 3 }), { ...taken("r2"), delivery: null }] });
    for (let time = 0; time < 2; time += 1) await collect();
    expect(totalOf(await days()).costNanoUsd.messaging).toBe(3 * 8_300_000);
    await store(turns, { ...american, recent: [taken("r1", { segments: 3 }), taken("r2", { segments: 2 })] });
    now = new Date(now.getTime() + 31 * 60_000);
    for (let time = 0; time < 2; time += 1) await collect();
    expect(totalOf(await days()).costNanoUsd.messaging).toBe(5 * 8_300_000);
  });

  test("on WhatsApp: Twilio's fee both ways, a template by its country in its own currency, no assumed rate", async () => {
    const campaign = aTurn("c2", 1, { origin: { kind: "campaign" }, inbound: [] });
    const indian = { customer: { id: "p", address: "+919812345678", name: null } };
    await store([campaign, aTurn("c2", 2)], { ...indian, recent: [taken("r1", { template: "offer" }), taken("r2")] });
    for (let time = 0; time < 2; time += 1) await collect();
    const total = totalOf(await days());
    // Two messages to the customer and one from them.
    expect(total.costNanoUsd.messaging).toBe(3 * 5_000_000);
    expect([total.otherCurrencyMicros, total.unpriced]).toEqual([{ INR: 863_100 }, {}]);
  });

  test("without a known price are counted in units", async () => {
    const indian = { customer: { id: "p", address: "+919812345678", name: null }, channel: "sms" };
    await store([aTurn("c3", 1)], { ...indian, recent: [taken("r1", { segments: 2 })] });
    await collect();
    expect(totalOf(await days()).unpriced).toEqual({ "twilio.sms.IN": 2 });
  });
});

test("prices cached tokens apart where they have a price", async () => {
  const usage = { inputTokens: 1_000_000, outputTokens: 0, cachedTokens: 400_000, modelCalls: 10 };
  await store([
    aTurn("c1", 1, { usage: { ...usage, model: "gemini-2.5-pro", served: "gemini-2.5-pro" } }),
    aTurn("c2", 1, { usage: { ...usage, model: "gemini-3.8-flash", served: "gemini-3.8-flash" } }),
  ]);
  await collect();
  const { models, costNanoUsd } = totalOf(await days());
  expect(models["gemini-3.8-flash"]).toMatchObject({ cachedTokens: 400_000 });
  // 600,000 at $1.25 and 400,000 at $0.125 for a million; without a price of their own, 1,000,000 at $0.75.
  expect(costNanoUsd.model).toBe(750_000_000 + 50_000_000 + 750_000_000);
});

test("a session that books and then pays has converted once, and the next session again", async () => {
  await store([aTurn("c1", 1)]);
  await measure("booking 1", "2026-11-29T11:30:00.000Z", { conversions: 1 }, "c1");
  await collect();
  await measure("payment 1", "2026-11-29T11:40:00.000Z", { conversions: 1, revenueMinor: { INR: 54_900 } }, "c1");
  await measure("booking 2", "2026-11-29T11:45:00.000Z", { conversions: 1 }, "c1");
  await collect();
  expect(totalOf(await days())).toMatchObject({ conversions: 1, revenueMinor: { INR: 54_900 } });
  await store([aTurn("c1", 2, { at: "2026-11-29T11:59:00.000Z", sessionAt: "2026-11-29T11:58:00.000Z" })]);
  await measure("booking 3", "2026-11-29T11:59:30.000Z", { conversions: 1 }, "c1");
  await collect();
  expect(totalOf(await days()).conversions).toBe(2);
});
