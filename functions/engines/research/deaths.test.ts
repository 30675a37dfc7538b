import { setTimeout as sleep } from "node:timers/promises";
import { researchOverdue, researchRequested } from "../../../shared/events/lifecycle/research.ts";
import { nothingKnown } from "../../../shared/events/lifecycle/research-subject.fixture.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { createRunner } from "../../../shared/runtime/runner.ts";
import { openTestPlatform } from "../../../shared/runtime/runner-fixture.ts";
import type { AnyStep } from "../../../shared/runtime/step.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { type FaultPlan, faultyPlatform } from "../../../tests/chaos/faulty-platform.ts";
import { analyseReviews } from "./analysis/analyse-reviews.ts";
import type { ProposeFacts } from "./report/propose-facts.ts";
import { researchReports } from "./report/report.ts";
import { writeReportStep } from "./report/write-report.ts";
import { openRunStep } from "./run/open-run.ts";
import { closeOverdueRun, joinSource, recordReport } from "./run/progress-run.ts";
import { researchRuns } from "./run/run.ts";
import { collectPartStep } from "./sources/collect-part.ts";
import { researchPages } from "./sources/research-page.ts";
import type { Source } from "./sources/source.ts";
import { sourceProgresses } from "./sources/source-progress.ts";

const tenantId = TenantId.parse("agency");
const log = createLogger({ level: "silent" });
const retry = { minBackoffMs: 1, maxBackoffMs: 5, maxAttempts: 20 };
const at = new Date("2026-11-29T10:00:00.000Z");

/** Two parts with a text each, from memory. A name of `Endless` is never done. */
const parts: Source = {
  kind: "website",
  applies: () => true,
  async collect({ runId, round, subject }) {
    const text = `Since 1998. Part ${round}.`;
    const year = { kind: "founding_year", value: 1998, span: { start: 0, end: 11 } } as const;
    const page = {
      id: `${runId}-${round}`,
      url: `https://shop.example/${round}`,
      title: "Shop",
      text,
      fetchedAt: at.toISOString(),
      findings: [{ ...year, origin: "text" as const, label: "" }],
    };
    const isDone = round === 1 && subject.name !== "Endless";
    const next = isDone
      ? ({ type: "done", stoppedBy: "finished", detail: "" } as const)
      : ({ type: "more", afterMs: round === 0 ? 0 : 3_600_000 } as const);
    return { pages: [page], problems: [], cursor: null, progress: { done: round + 1, total: 2, now: "" }, next };
  },
};

let platform: Platform;
let close: () => Promise<void>;
/** What the next calls of steps suffer: a process that dies before or after one of them. */
let plan: FaultPlan = () => undefined;
let runNumber = 0;

beforeAll(async () => {
  ({ platform, close } = openTestPlatform());
  const dying = faultyPlatform(platform, (call) => plan(call));
  const { documents } = dying;
  const { blobs } = platform;
  const runner = createRunner({ platform: dying, senders: {}, log, now: () => new Date() });
  const sources = [parts];
  const proposeFacts: ProposeFacts = async ({ pages }) => pages;
  const report = {
    analyse: analyseReviews,
    proposeFacts,
    readThemes: async () => [],
  };
  const steps = [
    openRunStep({ documents, sources }),
    collectPartStep({ documents, blobs, sources }),
    ...[joinSource, closeOverdueRun, recordReport],
    writeReportStep({ documents, blobs, ...report }),
  ] as unknown as readonly AnyStep[];
  for (const step of steps) platform.bus.subscribe(runner.subscription({ ...step, retry }));
  await platform.bus.start();
}, 60_000);
afterAll(() => close(), 30_000);

const stateOf = async (id: string) => (await platform.documents.get(tenantId, researchRuns.collection, id))?.data.state;

async function request(name: string): Promise<string> {
  runNumber += 1;
  const runId = `run-${runNumber}`;
  const subject = { ...nothingKnown, name: `${name} ${runNumber}`.replace(/^(Endless).*/, "$1") };
  const data = { runId, type: "primary" as const, subject, by: "asha" };
  await platform.bus.publish([envelopeOf(researchRequested, { id: `ask-${runId}`, tenantId, key: runId, at, data })]);
  return runId;
}

/** Waits for a status. What a death kept from being published is relayed as the sweeper does a minute later. */
async function reach(id: string, isThere: () => Promise<boolean>): Promise<void> {
  const sweeper = createRunner({ platform, senders: {}, log, now: () => new Date(Date.now() + 3_600_000) });
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isThere()) return;
    if (tries % 10 === 9) await sweeper.sweep([researchRuns, sourceProgresses, researchReports] as never);
    await sleep(20);
  }
  throw new Error(`${id} is ${JSON.stringify(await stateOf(id))}.`);
}

async function researched(given: FaultPlan) {
  plan = given;
  const id = await request("Shop");
  await reach(id, async () => (await stateOf(id))?.status === "completed");
  plan = () => undefined;
  const pages = await platform.documents.query(tenantId, researchPages.collection, {
    where: [["state.runId", "==", id]],
    orderBy: { field: "state.fetchedAt", direction: "asc" },
    limit: 50,
  } as never);
  const report = (await platform.documents.get(tenantId, researchReports.collection, id))?.data.state;
  const { revision, facts } = (await stateOf(id)) ?? {};
  const [source] = report?.sources ?? [];
  return {
    pages: pages.items.length,
    revision,
    facts,
    stoppedBy: source?.stopped_by,
    collected: source?.pages,
    said: report?.facts.map(({ kind, value, others }) => [kind, value, others.length]),
  };
}

it("collects and reports once when the process dies before or after any of its writes", async () => {
  let writes = 0;
  const isWrite = (call: string) => call === "commit" || call === "publish";
  const whole = await researched((call) => {
    if (isWrite(call)) writes += 1;
    return undefined;
  });
  expect(whole).toEqual({
    pages: 2,
    revision: 1,
    facts: 1,
    stoppedBy: "finished",
    collected: 2,
    said: [["founding_year", 1998, 1]],
  });
  expect(writes).toBeGreaterThan(6);
  for (let death = 1; death <= writes; death += 1) {
    let seen = 0;
    const when = death % 2 === 0 ? ("after" as const) : ("before" as const);
    const survived = await researched((call) => {
      if (isWrite(call)) seen += 1;
      return isWrite(call) && seen === death ? { status: "unavailable", when } : undefined;
    });
    expect([death, when, survived]).toEqual([death, when, whole]);
  }
}, 120_000);

it("closes a source that does not end, and reports what it had", async () => {
  const id = await request("Endless");
  await reach(id, async () => {
    const pages = await platform.documents.query(tenantId, researchPages.collection, {
      where: [["state.runId", "==", id]],
      orderBy: { field: "state.fetchedAt", direction: "asc" },
      limit: 50,
    } as never);
    return pages.items.length === 2;
  });
  const due = { id: `overdue-${id}`, tenantId, key: id, at, data: { runId: id } };
  await platform.bus.publish([envelopeOf(researchOverdue, due)]);
  await reach(id, async () => (await stateOf(id))?.status === "completed");
  const report = (await platform.documents.get(tenantId, researchReports.collection, id))?.data.state;
  expect(report?.sources).toMatchObject([{ status: "failed", stopped_by: "source-overdue", pages: 2 }]);
  expect(report?.facts).toHaveLength(1);
}, 60_000);
