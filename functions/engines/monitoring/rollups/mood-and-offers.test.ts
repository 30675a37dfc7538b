import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sentimentOf } from "../../../../shared/agent/signals/sentiment.ts";
import { conversationSessions } from "../../../../shared/contracts/conversation/conversation-standing.ts";
import { turnMeasures } from "../../../../shared/contracts/conversation/turn-measures.ts";
import { readDays, readRollups } from "../../../../shared/contracts/metrics/rollups.ts";
import { type EventType, metricsCollectionDue, type OfferSold, offerSold } from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import { withTestIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import { runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import type { AnyStep } from "../../../../shared/runtime/step.ts";
import { until } from "../../../../tests/contracts/open-platform.ts";
import { offerTerms } from "../../insights/offer-terms.fixture.ts";
import { recordSale } from "../../insights/record-offers.ts";
import { aTurn } from "./a-turn.fixture.ts";
import { collectStep } from "./collect.ts";
import { recordStep } from "./record.ts";
import { sources } from "./sources.ts";

const now = new Date("2026-11-29T12:00:00.000Z");
const place = { timeZone: "Asia/Kolkata", currency: "INR" };
const all = { from: "2026-01-01", until: "2026-12-31" };

let folder: string;
let platform: EmbeddedPlatform;
let runner: Runner;
let events = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "mood-"));
  platform = withTestIds(openEmbedded({ dataDir: folder, now: () => now }));
  runner = runnerWith(platform, {}, () => now);
  const taken = recordStep("metrics-record-measurement", sources["metrics-record-measurement"], platform);
  for (const each of [recordSale, taken] as unknown as readonly AnyStep[])
    platform.bus.subscribe(runner.subscription(each));
  await platform.bus.start();
});
afterEach(async () => {
  await platform.close(1_000);
  rmSync(folder, { recursive: true });
});

async function collect(): Promise<void> {
  const step = collectStep({ documents: platform.documents, placeOf: async () => place });
  const data = { resumed: false, thorough: true };
  const id = `collect-${++events}`;
  await runner.run(step, envelopeOf(metricsCollectionDue, { id, tenantId, key: tenantId, at: now, data }));
}

const days = () => readDays(platform.documents, tenantId, all);

describe("the mood of customers' messages", () => {
  const angry = "This is terrible, I am very disappointed!";
  const glad = "Thank you, that is great!";
  const plain = "When do you open?";
  const hundredths = (text: string) => Math.round(100 * sentimentOf(text));

  /** A turn as the conversation engine records it, with the signals of what was said. */
  async function say(id: string, index: number, at: string, text: string, over: object = {}): Promise<void> {
    const signals = { sentiment_score: sentimentOf(text) };
    const turn = aTurn(id, index, { at, sessionAt: at, signals, ...over });
    const { config, status } = turn;
    const customer = { id: "p", address: "+919800000001", name: null };
    const times = { updatedAt: at, sessionAt: at, lastInboundAt: at };
    const own = { id, channel: "web_chat", accountAddress: null, language: "en", customer, config, status, ...times };
    await platform.documents.commit(tenantId, [
      put(turnMeasures, `${id}-${index}`, { state: turn }),
      put(conversationSessions, id, { state: own as never }),
    ]);
  }
  const moods = async () =>
    Object.fromEntries((await days()).map(({ day, counters }) => [day, { ...counters.sentiment }]));

  it("is summed by day, version and channel, once however often it is collected", async () => {
    await say("c1", 1, "2026-11-28T10:00:00.000Z", angry);
    await say("c2", 1, "2026-11-28T11:00:00.000Z", glad);
    // The evening in UTC is the next day in India.
    await say("c3", 1, "2026-11-28T19:00:00.000Z", plain, { config: { name: "default", version: 4 } });
    await collect();
    const expected = {
      "2026-11-28": { sumHundredths: hundredths(angry) + hundredths(glad), count: 2 },
      "2026-11-29": { sumHundredths: hundredths(plain), count: 1 },
    };
    expect(hundredths(angry)).toBeLessThan(30);
    expect(hundredths(glad)).toBeGreaterThan(65);
    expect(await moods()).toEqual(expected);
    await collect();
    await collect();
    expect(await moods()).toEqual(expected);
    const parts = [];
    for await (const { agent, channel, counters } of readRollups(platform.documents, tenantId, all))
      parts.push([agent.version, channel, counters.sentiment.count]);
    expect(parts.toSorted()).toEqual([
      [3, "web_chat", 2],
      [4, "web_chat", 1],
    ]);
  });

  it("of a turn that is told days later joins its own day", async () => {
    await say("c1", 1, "2026-11-28T10:00:00.000Z", glad);
    await collect();
    await say("c2", 1, "2026-11-28T12:00:00.000Z", angry);
    await collect();
    await collect();
    expect(await moods()).toEqual({
      "2026-11-28": { sumHundredths: hundredths(angry) + hundredths(glad), count: 2 },
    });
  });

  it("is of what the agent read: not of messages to a person, and not of the agent's own", async () => {
    const at = "2026-11-28T10:00:00.000Z";
    await say("c1", 1, at, angry, { by: "ravi" });
    await say("c2", 1, at, angry, { origin: { kind: "reminder" }, inbound: [] });
    await say("c3", 1, at, angry, { signals: undefined });
    await say("c4", 1, at, glad);
    await collect();
    expect(await moods()).toEqual({ "2026-11-28": { sumHundredths: hundredths(glad), count: 1 } });
  });
});

describe("what the agent's own offers brought", () => {
  const terms = offerTerms("2026-11-20T10:00:00.000Z");
  const sold = (status: OfferSold["status"], saleId: string, day: number, amountMinor = 499_900): OfferSold => ({
    offer: terms,
    saleId,
    status,
    amountMinor,
    currency: "INR",
    at: `2026-11-${day}T11:00:00.000Z`,
  });
  const booked = sold("booked", "turn.0", 20);
  const paid = sold("paid", "pay1", 21);
  const more = sold("paid", "pay2", 22, 100_000);
  const refunded = sold("refunded", "pay1", 24);

  async function tell<T>(type: EventType<T>, id: string, data: T): Promise<void> {
    await platform.bus.publish([envelopeOf(type, { id, tenantId, key: "o1", at: now, data })]);
  }
  /** All that was told so far has been recorded. */
  const settled = () => until("nothing is left to do", async () => (await platform.agenda()).open === 0);
  const brought = async () =>
    Object.fromEntries(
      (await days()).flatMap(({ day, counters }) => {
        const { INR = 0 } = counters.crossSellMinor;
        return INR === 0 ? [] : [[day, INR]];
      }),
    );
  const expected = { "2026-11-20": 499_900, "2026-11-22": 100_000, "2026-11-24": -499_900 };

  it.each([
    ["in order", [booked, paid, more, refunded]],
    ["the booking last", [paid, more, refunded, booked]],
    ["the refund first", [refunded, more, paid, booked]],
    ["each three times", [booked, refunded, paid, booked, more, paid, refunded, more, booked, paid, more, refunded]],
  ])("is counted on the days on which it was sold and refunded: %s", async (_, told) => {
    for (const [index, each] of told.entries()) {
      await tell(offerSold, `${each.status} ${each.saleId}`, each);
      // Another event about the same sale, as after a webhook that came twice.
      await tell(offerSold, `${each.status} ${each.saleId} again ${index}`, each);
    }
    await settled();
    await collect();
    await collect();
    expect(await brought()).toEqual(expected);
  });

  it("corrects days that were collected already when a sale is told late", async () => {
    await tell(offerSold, "1", paid);
    await settled();
    await collect();
    expect(await brought()).toEqual({ "2026-11-21": 499_900 });
    await tell(offerSold, "2", booked);
    await tell(offerSold, "3", more);
    await settled();
    await collect();
    expect(await brought()).toEqual({ "2026-11-20": 499_900, "2026-11-22": 100_000 });
  });
});
