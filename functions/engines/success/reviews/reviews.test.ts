import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { experimentVerdicts } from "../../../../shared/contracts/experiment-verdicts.ts";
import { countersOf, type WrittenCounters } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { rollupMonths } from "../../../../shared/contracts/metrics/rollups.ts";
import { slaMonths } from "../../../../shared/contracts/sla-months.ts";
import { renderPdf } from "../../../../shared/documents/pdf/render-pdf.ts";
import { successLookDue, successQuarterEnded } from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { until } from "../../../../tests/contracts/open-platform.ts";
import { lookStep } from "../watch/look-step.ts";
import { successWatches, watchId } from "../watch/watch.ts";
import { makeReviewStep } from "./make-review.ts";
import { daysOfQuarter, quarterBefore, quarterOf } from "./quarter.ts";
import { readQuarter } from "./read-quarter.ts";
import { reviews } from "./review.ts";
import { reviewPdf } from "./review-pdf.ts";

const zone = "Asia/Kolkata";
const config = minimalConfig(`  timezone: ${zone}\n`);
const configs = {
  pointers: async () => ({ byName: { main: { version: 1 } } }) as never,
  parsed: async () => config,
};
const day: WrittenCounters = {
  conversations: { begun: 10, ended: 10, resolved: 6, reopened: 1, handedOver: 2, contained: 8 },
  costNanoUsd: { models: 2_000_000_000 },
  revenueMinor: { INR: 150_000 },
  crossSellMinor: { INR: 50_000 },
  quality: { sumHundredths: 850, hallucinationHundredths: 10, count: 1 },
};

let opened: ReturnType<typeof openTestPlatform>;
let clock: Date;
beforeEach(async () => {
  clock = new Date("2026-09-30T20:00:00.000Z");
  opened = openTestPlatform(() => clock);
  const { bus, documents } = opened.platform;
  bus.subscribe(runnerWith(opened.platform, {}, () => clock).subscription(makeReviewStep({ documents, configs })));
  await bus.start();
});
afterEach(() => opened.close());

async function counted(days: readonly string[], counters: WrittenCounters = day): Promise<void> {
  for (const [month, group] of Map.groupBy(days, (each) => each.slice(0, 7))) {
    const stored = await opened.platform.documents.get(tenantId, rollupMonths, month);
    const added = Object.fromEntries(group.map((each) => [each.slice(8), countersOf(counters)]));
    const state = { month, days: { ...stored?.data.state.days, ...added }, updatedAt: clock.toISOString() };
    await opened.platform.documents.commit(tenantId, [put(rollupMonths, month, newOwned(state))]);
  }
}

async function look(at: string): Promise<void> {
  clock = new Date(at);
  const { documents } = opened.platform;
  const watch = { status: "watching", round: "round", day: null, nextAt: at } as const;
  const stored = await documents.get(tenantId, successWatches.collection, watchId);
  if (!stored) await documents.commit(tenantId, [put(successWatches.collection, watchId, newOwned(watch))]);
  const data = { round: "round", day: at.slice(0, 10) };
  const event = envelopeOf(successLookDue, { id: `look ${at}`, tenantId, key: watchId, at: clock, data });
  await runnerWith(opened.platform, {}, () => clock).run(
    lookStep({ documents, configs, embedder: async () => null }),
    event,
    { repeatable: true },
  );
}

const stored = async (quarter: string) =>
  (await opened.platform.documents.get(tenantId, reviews.collection, quarter))?.data.state;

it("knows quarters, also across years and leap days", () => {
  expect([quarterOf("2026-01-01"), quarterOf("2026-06-30"), quarterOf("2026-12-31")]).toEqual([
    "2026-Q1",
    "2026-Q2",
    "2026-Q4",
  ]);
  expect(quarterBefore("2027-Q1")).toBe("2026-Q4");
  expect(daysOfQuarter("2028-Q1")).toEqual({
    from: "2028-01-01",
    until: "2028-03-31",
    months: ["2028-01", "2028-02", "2028-03"],
  });
});

it("makes the review when the quarter ends in the client's zone, and again when a late event corrects a day", async () => {
  await counted(["2026-06-30", "2026-07-01", "2026-09-29", "2026-09-30"]);
  const sla = {
    month: "2026-08",
    isOver: true,
    availabilityPercent: "99.9514",
    downMinutes: 21,
    creditMinor: 0,
    currency: "INR",
  };
  const experiment = {
    id: "e1",
    design: { name: "Warmer", goal: "resolution" as const },
    status: "promoted" as const,
    promoted: "warm",
    reason: "Better.",
    createdAt: "2026-07-02T00:00:00.000Z",
    startedAt: "2026-07-02T00:00:00.000Z",
    endedAt: "2026-08-02T00:00:00.000Z",
    latest: { arms: [{ key: "warm", measured: 900, verdict: "better" }] },
  };
  await opened.platform.documents.commit(tenantId, [
    put(slaMonths, "2026-08", newOwned(sla)),
    put(experimentVerdicts, "e1", newOwned(experiment)),
  ]);
  // In India the last day of the quarter is over at 18:30 UTC.
  await look("2026-09-30T01:00:00.000Z");
  expect(await stored("2026-Q3")).toBeUndefined();
  await look("2026-10-01T00:30:00.000Z");
  await until("the review is made", async () => (await stored("2026-Q3")) !== undefined);
  expect(await stored("2026-Q3")).toMatchObject({
    revision: 1,
    isOver: true,
    from: "2026-07-01",
    until: "2026-09-30",
    zone,
    months: [
      { month: "2026-07", conversations: 10, containment: 0.8, resolution: 0.5, csat: null },
      { month: "2026-09", conversations: 20 },
    ],
    sla: [{ month: "2026-08", availabilityPercent: "99.9514" }],
    quality: { mean: 8.5, hallucination: 0.1, before: 8.5, count: 3 },
    experiments: [{ name: "Warmer", status: "promoted", arms: [{ verdict: "better" }] }],
    spend: { totalNanoUsd: 6_000_000_000, beforeNanoUsd: 2_000_000_000 },
  });
  expect((await stored("2026-Q3"))?.kpis).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: "revenue", value: 450_000, before: 150_000, currency: "INR" }),
      expect.objectContaining({ name: "cross_sell_revenue", value: 150_000, currency: "INR" }),
    ]),
  );
  await counted(["2026-08-15"]);
  await look("2026-10-20T00:30:00.000Z");
  await until("it is corrected", async () => (await stored("2026-Q3"))?.revision === 2);
  expect((await stored("2026-Q3"))?.months).toHaveLength(3);
});

it("does not make a review again that says the same, however often its quarter's end is told", async () => {
  await counted(["2026-09-29"]);
  clock = new Date("2026-10-02T00:30:00.000Z");
  const { documents } = opened.platform;
  const runner = runnerWith(opened.platform, {}, () => clock);
  const data = { quarter: "2026-Q3" };
  for (const id of ["a", "a", "b"])
    await runner.run(
      makeReviewStep({ documents, configs }),
      envelopeOf(successQuarterEnded, { id, tenantId, key: "2026-Q3", at: clock, data }),
      { repeatable: true },
    );
  expect((await stored("2026-Q3"))?.revision).toBe(1);
});

it("prints in English and in Hindi, and says that a quarter goes on", async () => {
  await counted(["2026-10-01"]);
  const { documents } = opened.platform;
  const now = new Date("2026-11-10T00:00:00.000Z");
  const review = await readQuarter(documents, tenantId, { quarter: "2026-Q4", zone, now });
  expect(review.isOver).toBe(false);
  for (const language of ["en", "hi"] as const) {
    const about = { client: "Sharma & Sons <b>", language, madeAt: "2026-11-10T00:00:00.000Z" };
    const document = reviewPdf(review, about);
    expect(JSON.stringify(document)).toContain(language === "en" ? "The quarter goes on" : "तिमाही अभी चल रही है");
    expect(
      Buffer.from(await renderPdf(document))
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
  }
});
