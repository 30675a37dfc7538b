import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import { openQuestions } from "../../../shared/contracts/conversation/unanswered-questions.ts";
import { measurements } from "../../../shared/contracts/metrics/measurements.ts";
import { countersOf } from "../../../shared/contracts/metrics/rollup-counters.ts";
import { rollupMonths } from "../../../shared/contracts/metrics/rollups.ts";
import {
  conversationMeasured,
  knowledgeFileArrived,
  knowledgeGapDecided,
  successLookDue,
  successQuarterEnded,
  successTaskActed,
} from "../../../shared/events/index.ts";
import type { Models } from "../../../shared/models/model.ts";
import { put } from "../../../shared/platform/documents.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { newOwned, ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { openTestPlatform, runnerWith } from "../../../shared/runtime/runner-fixture.ts";
import { type AnyStep, step } from "../../../shared/runtime/step.ts";
import { type FaultPlan, faultyPlatform, type PortCall } from "../../../tests/chaos/faulty-platform.ts";
import { recordStep } from "../monitoring/rollups/record.ts";
import { sources } from "../monitoring/rollups/sources.ts";
import { decideGapStep } from "./gaps/decide-gap.ts";
import { draftArticleStep } from "./gaps/draft-article.ts";
import { knowledgeGaps } from "./gaps/gap.ts";
import { recordGap } from "./gaps/record-gap.ts";
import { dayBefore } from "./kpis.ts";
import { measured } from "./measured.fixture.ts";
import { makeReviewStep } from "./reviews/make-review.ts";
import { quarterBefore, quarterOf } from "./reviews/quarter.ts";
import { reviews } from "./reviews/review.ts";
import { actOnTask } from "./tasks/act-on-task.ts";
import { recordTask } from "./tasks/record-task.ts";
import { successTasks } from "./tasks/task.ts";
import { tellTaskStep } from "./tasks/tell-task.ts";
import { toldTasks } from "./tasks/told-task.ts";
import { lookStep } from "./watch/look-step.ts";
import { startWatchStep } from "./watch/start-watch.ts";
import { successWatches, watchId } from "./watch/watch.ts";

const retry = { minBackoffMs: 1, maxBackoffMs: 5, maxAttempts: 20 };
const config = minimalConfig("  success:\n    email: [asha@example.com]\n");
const configs = { pointers: async () => ({ byName: { main: { version: 1 } } }) as never, parsed: async () => config };
const now = new Date();
const today = now.toISOString().slice(0, 10);
const quarter = quarterBefore(quarterOf(today));

const arrivals = ownedDocument({
  name: "arrivals",
  state: z.object({ files: z.array(z.string()) }),
  indexes: [],
  confidential: false,
  personal: "nothing",
});
/** The knowledge, which notes each file that arrives. */
const hearFile = step({
  name: "hear-file",
  on: knowledgeFileArrived,
  document: arrivals,
  documentId: () => "all",
  decide: (before, { data }) => ({ document: { files: [...(before?.files ?? []), data.name.replace(/-.*/, "")] } }),
});

let platform: Platform;
let close: () => Promise<void>;
/** What the next calls of steps suffer: a process that dies before or after one of them. */
let plan: FaultPlan = () => undefined;
let mails: string[] = [];
let asked = 0;
let clients = 0;

const models: Models = {
  async generate() {
    asked += 1;
    const quotes = [{ source: 1, text: "We repair fans within two days." }];
    const parts = [{ type: "text" as const, text: JSON.stringify({ title: "Fans", quotes }) }];
    const model = "gemini-3.8-flash";
    return { model, served: model, parts, finish: "stop", inputTokens: 100, outputTokens: 10 };
  },
};

beforeAll(async () => {
  ({ platform, close } = openTestPlatform());
  const dying = faultyPlatform(platform, (call) => plan(call));
  const { documents } = dying;
  const runner = runnerWith(dying, {}, () => now);
  const notices = {
    slack: async () => undefined,
    email: async (_to: readonly string[], { subject }: { readonly subject: string }) => void mails.push(subject),
  };
  const search = async () => [{ chunk: { title: "Services", text: "We repair fans within two days." } }] as never;
  const steps = [
    startWatchStep({ configs }),
    lookStep({ documents, configs, embedder: async () => null }),
    ...[recordTask, actOnTask, recordGap],
    tellTaskStep({ configs, notices, publicUrl: "https://console.example" }),
    draftArticleStep({ documents, configs, models, search }),
    decideGapStep({ blobs: platform.blobs }),
    makeReviewStep({ documents, configs }),
  ] as unknown as readonly AnyStep[];
  for (const each of steps) platform.bus.subscribe(runner.subscription({ ...each, retry }));
  const alive = runnerWith(platform, {}, () => now);
  const taken = recordStep("metrics-record-measurement", sources["metrics-record-measurement"], platform);
  for (const each of [hearFile, taken] as unknown as readonly AnyStep[])
    platform.bus.subscribe(alive.subscription(each));
  await platform.bus.start();
}, 60_000);
afterAll(() => close(), 30_000);

/** Rollups of sixty days, with more handoffs in the last fourteen, and a question that three customers asked in vain. */
async function prepare(tenantId: TenantId): Promise<void> {
  const days = Array.from({ length: 60 }, (_, ago) => {
    const handedOver = ago < 15 ? 12 : 4;
    const conversations = { begun: 20, ended: 20, resolved: 14, handedOver, contained: 20 - handedOver };
    return { day: dayBefore(today, ago), counters: countersOf({ conversations }) };
  });
  const months = [...Map.groupBy(days, ({ day }) => day.slice(0, 7))].map(([month, group]) => {
    const byDay = Object.fromEntries(group.map(({ day, counters }) => [day.slice(8), counters]));
    return put(rollupMonths, month, newOwned({ month, days: byDay, updatedAt: now.toISOString() }));
  });
  const questions = ["c1", "c2", "c3"].map((conversationId) => {
    const of = { question: "Do you repair fans?", groupKey: "fan repair", language: "en", conversationId, asked: 1 };
    return put(openQuestions, conversationId, newOwned({ ...of, at: now.toISOString() }));
  });
  await platform.documents.commit(tenantId, [...months, ...questions]);
}

/** Waits until it is there. What a death kept from being published is relayed as the sweeper does a minute later. */
async function reach<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const sweeper = runnerWith(platform, {}, () => new Date(now.getTime() + 3_600_000));
  const kept = [successWatches, successTasks, toldTasks, knowledgeGaps, reviews];
  for (let tries = 0; tries < 1_000; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    if (tries % 20 === 19) await sweeper.sweep(kept as unknown as Parameters<typeof sweeper.sweep>[0]);
    await sleep(10);
  }
  throw new Error(`It never happened: ${what}.`);
}

/** A client from its first conversation to what people decide about what the look found. */
async function goThrough(given: FaultPlan) {
  clients += 1;
  const tenantId = TenantId.parse(`client_${clients}`);
  const { documents, bus } = platform;
  await prepare(tenantId);
  [plan, mails, asked] = [given, [], 0];
  const at = now.toISOString();
  const told = <T>(type: Parameters<typeof envelopeOf<T>>[0], id: string, data: T) =>
    bus.publish([envelopeOf(type, { id: `${id}-${tenantId}`, tenantId, key: id, at: now, data })]);
  await told(conversationMeasured, "round", measured({ startedAt: at, channel: "web_chat" }));
  const stateOf = async <T>(of: { readonly collection: Parameters<typeof documents.get<T>>[1] }, id: string) =>
    (await documents.get(tenantId, of.collection, id))?.data;
  const { round } = await reach("the watch", async () => (await stateOf(successWatches, watchId))?.state);
  await told(successLookDue, "look", { round, day: today });
  const listed = async () =>
    (await documents.query(tenantId, successTasks.collection, { limit: 20 })).items.map(({ data }) => data.state);
  const opened = await reach("two tasks are told", async () => {
    const tasks = await listed();
    const known = await Promise.all(tasks.map(({ taskId }) => stateOf(toldTasks, taskId)));
    return tasks.length === 2 && known.every((each) => each !== undefined) ? tasks : undefined;
  });
  const gap = await reach("a draft", async () => {
    const { items } = await documents.query(tenantId, knowledgeGaps.collection, { limit: 20 });
    const all = items.map(({ data }) => data.state);
    return all.every(({ status }) => status === "drafted") ? all[0] : undefined;
  });
  for (const { taskId } of opened)
    await told(successTaskActed, `act-${taskId}`, { taskId, by: "asha", at, note: "Called.", act: { type: "done" } });
  const answer = { title: "Fans", text: "We repair fans.", base: "general", by: "asha", at };
  await told(knowledgeGapDecided, "decide", { gapId: gap.gapId, decision: "approve", ...answer });
  await told(successQuarterEnded, "quarter", { quarter });
  const arrived = await reach("the article", async () => (await stateOf(arrivals, "all"))?.state.files);
  const review = await reach("the review", async () => (await stateOf(reviews, quarter))?.state);
  const done = await reach("the tasks are done", async () => {
    const tasks = await listed();
    return tasks.every(({ status }) => status === "done") ? tasks : undefined;
  });
  const spent = await reach("the draft's cost", async () => {
    const { items } = await documents.query(tenantId, measurements.collection, { limit: 20 });
    return items.length === 0 ? undefined : items.map(({ data }) => data.state.add.costNanoUsd);
  });
  plan = () => undefined;
  const { items: gaps } = await documents.query(tenantId, knowledgeGaps.collection, { limit: 20 });
  return {
    tasks: done.map(({ playbook, history }) => [playbook, history.map(({ type }) => type)]).toSorted(),
    gaps: gaps.map(({ data: { state } }) => [state.status, state.keys, state.draft?.quotes.length]),
    arrived,
    spent,
    revision: review.revision,
  };
}

const isWrite = (call: PortCall) => call === "commit" || call === "publish" || call === "schedule";

it("opens, tells, drafts and decides once when the process dies before or after any of its writes", async () => {
  let writes = 0;
  const whole = await goThrough((call) => {
    if (isWrite(call)) writes += 1;
    return undefined;
  });
  expect(whole).toEqual({
    tasks: [
      ["knowledge-gap", ["opened", "done"]],
      ["rising-handoffs", ["opened", "done"]],
    ],
    gaps: [["approved", ["fan repair"], 1]],
    // A hundred tokens in and ten out, at 750 and 3,750 nano dollars.
    arrived: ["answer"],
    spent: [{ model: 112_500 }],
    revision: 1,
  });
  expect([mails.length, asked]).toEqual([2, 1]);
  expect(writes).toBeGreaterThan(15);
  for (let death = 1; death <= writes; death += 1)
    for (const when of ["before", "after"] as const) {
      let seen = 0;
      const survived = await goThrough((call) => {
        if (isWrite(call)) seen += 1;
        return isWrite(call) && seen === death ? { status: "unavailable", when } : undefined;
      });
      expect([death, when, survived]).toEqual([death, when, whole]);
      // Who died before it noted that it had told somebody, or what the model had said, does that one again.
      expect(new Set(mails).size).toBe(2);
      expect(mails.length - 2 + asked - 1).toBeLessThanOrEqual(when === "before" ? 1 : 0);
    }
}, 240_000);
