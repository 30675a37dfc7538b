import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { countersOf, type WrittenCounters } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { rollupMonths } from "../../../../shared/contracts/metrics/rollups.ts";
import { requestedCapabilities } from "../../../../shared/contracts/requested-capabilities.ts";
import {
  type ConversationMeasured,
  conversationMeasured,
  type SuccessTaskActed,
  successLookDue,
  successTaskActed,
} from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { until } from "../../../../tests/contracts/open-platform.ts";
import { dayBefore } from "../kpis.ts";
import { measured } from "../measured.fixture.ts";
import { lookStep } from "../watch/look-step.ts";
import { startWatchStep } from "../watch/start-watch.ts";
import { successWatches, watchId } from "../watch/watch.ts";
import { actOnTask } from "./act-on-task.ts";
import { recordTask } from "./record-task.ts";
import { type SuccessTask, successTasks } from "./task.ts";
import { tellTaskStep } from "./tell-task.ts";

const config = minimalConfig(`  timezone: Asia/Kolkata
  success:
    email: [asha@example.com]
`);
const configs = {
  pointers: async () => ({ byName: { main: { version: 1 } } }) as never,
  parsed: async () => config,
};
/** What is counted on a day that is as always. */
const usual: WrittenCounters = {
  conversations: { begun: 20, ended: 20, resolved: 14, handedOver: 4, contained: 16 },
  ratings: { sumHundredths: 10 * 450, count: 10 },
};
const handedOver: WrittenCounters = {
  ...usual,
  conversations: { begun: 20, ended: 20, resolved: 14, handedOver: 12, contained: 8 },
};

let opened: ReturnType<typeof openTestPlatform>;
let clock: Date;
let mails: string[];
let events: number;
beforeEach(async () => {
  [clock, mails, events] = [new Date("2026-09-01T02:00:00.000Z"), [], 0];
  opened = openTestPlatform(() => clock);
  const { bus } = opened.platform;
  const runner = runnerWith(opened.platform, {}, () => clock);
  const notices = {
    slack: async () => undefined,
    email: async (_to: readonly string[], { subject }: { readonly subject: string }) => void mails.push(subject),
  };
  bus.subscribe(runner.subscription(recordTask));
  bus.subscribe(runner.subscription(tellTaskStep({ configs, notices, publicUrl: "https://console.example" })));
  await bus.start();
});
afterEach(() => opened.close());

const runner = () => runnerWith(opened.platform, {}, () => clock);
const tasks = async (): Promise<readonly SuccessTask[]> =>
  (await opened.platform.documents.query(tenantId, successTasks.collection, { limit: 50 })).items.map(
    ({ data }) => data.state,
  );
const watch = async () =>
  (await opened.platform.documents.get(tenantId, successWatches.collection, watchId))?.data.state;

/** The rollups as the metrics write them, of days that end with `last`. */
async function counted(last: string, days: number, of: (daysAgo: number) => WrittenCounters): Promise<void> {
  const all = Array.from({ length: days }, (_, ago) => ({ day: dayBefore(last, ago), counters: countersOf(of(ago)) }));
  for (const [month, group] of Map.groupBy(all, ({ day }) => day.slice(0, 7))) {
    const stored = await opened.platform.documents.get(tenantId, rollupMonths, month);
    const added = Object.fromEntries(group.map(({ day, counters }) => [day.slice(8), counters]));
    const state = { month, days: { ...stored?.data.state.days, ...added }, updatedAt: clock.toISOString() };
    await opened.platform.documents.commit(tenantId, [put(rollupMonths, month, newOwned(state))]);
  }
}

async function begin(): Promise<void> {
  const at = clock.toISOString();
  const data: ConversationMeasured = measured({ startedAt: at });
  const event = envelopeOf(conversationMeasured, { id: "round", tenantId, key: "c1", at: clock, data });
  await runner().run(startWatchStep({ configs }), event, { repeatable: true });
}

/** The look of a morning, delivered as often as the bus may. */
async function look(at: string, deliveries = 2): Promise<void> {
  clock = new Date(at);
  const data = { round: "round", day: at.slice(0, 10) };
  const event = envelopeOf(successLookDue, { id: `look ${at}`, tenantId, key: watchId, at: clock, data });
  const { documents } = opened.platform;
  for (let delivery = 0; delivery < deliveries; delivery += 1)
    await runner().run(lookStep({ documents, configs, embedder: async () => null }), event, { repeatable: true });
}

async function act(taskId: string, act: SuccessTaskActed["act"]): Promise<void> {
  const data = { taskId, by: "asha", at: clock.toISOString(), note: "", act };
  const id = `act ${++events}`;
  await runner().run(actOnTask, envelopeOf(successTaskActed, { id, tenantId, key: taskId, at: clock, data }));
}

it("opens one task for a cause however often it looks, keeps its evidence, and closes it when the figure recovers", async () => {
  await counted("2026-10-20", 60, (ago) => (ago < 14 ? handedOver : usual));
  await begin();
  await look("2026-10-21T01:00:00.000Z", 3);
  await until("a task is open and told", async () => (await tasks()).length === 1 && mails.length === 1);
  const [task] = await tasks();
  expect(task).toMatchObject({
    playbook: "rising-handoffs",
    status: "open",
    period: "2026-10",
    lookedAt: "2026-10-20",
    subject: null,
    figures: [{ value: 0.6, before: 0.2, unit: "share" }],
  });
  // The client's month ends while the figure is still bad: the same task goes on.
  await counted("2026-11-03", 14, () => handedOver);
  await look("2026-11-04T01:00:00.000Z");
  await until("the evidence is newer", async () => (await tasks())[0]?.lookedAt === "2026-11-03");
  // The bad weeks have become what is usual, and that is no recovery: 0.2 was usual when the task was opened.
  await counted("2026-11-30", 27, () => handedOver);
  await look("2026-12-01T01:00:00.000Z");
  await until("the evidence is newer", async () => (await tasks())[0]?.lookedAt === "2026-11-30");
  expect(await tasks()).toMatchObject([{ status: "open", figures: [{ value: 0.6, before: 0.2 }] }]);
  await counted("2026-12-14", 14, () => usual);
  await look("2026-12-15T01:00:00.000Z");
  await until("it is closed", async () => (await tasks())[0]?.status === "recovered");
  await until("that is told", async () => mails.length === 2);
  expect(await tasks()).toHaveLength(1);
  expect(mails).toEqual([
    expect.stringContaining("New task: More conversations go to a person"),
    expect.stringContaining("Task closed itself"),
  ]);
});

it("does not open a task again in the month in which a person closed it, and does in the next", async () => {
  await counted("2026-10-20", 60, (ago) =>
    ago < 14 ? { ...usual, ratings: { sumHundredths: 2_000, count: 10 } } : usual,
  );
  await begin();
  await look("2026-10-21T01:00:00.000Z");
  await until("a task is open", async () => (await tasks()).length === 1);
  const [first] = await tasks();
  expect(first?.playbook).toBe("rating-drop");
  await act(first?.taskId ?? "", { type: "dismiss" });
  await look("2026-10-22T01:00:00.000Z");
  await counted("2026-11-02", 13, () => ({ ...usual, ratings: { sumHundredths: 2_000, count: 10 } }));
  await look("2026-11-03T01:00:00.000Z");
  await until("the next month has its own", async () => (await tasks()).length === 2);
  expect((await tasks()).map(({ status, period }) => `${period} ${status}`).toSorted()).toEqual([
    "2026-10 dismissed",
    "2026-11 open",
  ]);
});

it("keeps a snoozed task quiet, and shows it again on its day while the figure is bad", async () => {
  await counted("2026-10-25", 60, (ago) => (ago < 19 ? handedOver : usual));
  await begin();
  await look("2026-10-21T01:00:00.000Z");
  await until("a task is open", async () => (await tasks()).length === 1);
  const [task] = await tasks();
  await act(task?.taskId ?? "", { type: "snooze", until: "2026-10-23T00:00:00.000Z" });
  await look("2026-10-22T01:00:00.000Z");
  await until("the evidence is newer", async () => (await tasks())[0]?.lookedAt === "2026-10-21");
  expect((await tasks())[0]?.status).toBe("snoozed");
  await look("2026-10-23T01:00:00.000Z");
  await until("it is open again", async () => (await tasks())[0]?.status === "open");
});

it("opens a task for a tool that three conversations asked for, and closes it when nobody asks any more", async () => {
  await counted("2026-10-20", 60, () => usual);
  const asked = ["c1", "c2", "c3"].map((conversation) =>
    put(
      requestedCapabilities,
      conversation,
      newOwned({ kind: "tool", name: "reschedule", asked: 1, at: "2026-10-19T10:00:00.000Z" } as const),
    ),
  );
  await opened.platform.documents.commit(tenantId, asked.slice(0, 2));
  await begin();
  await look("2026-10-20T01:00:00.000Z");
  await opened.platform.documents.commit(tenantId, asked.slice(2));
  await look("2026-10-21T01:00:00.000Z");
  await until("a task is open", async () => (await tasks()).length === 1);
  expect(await tasks()).toMatchObject([{ playbook: "missing-tool", subject: "reschedule", points: 3 }]);
  await counted("2026-11-03", 14, () => usual);
  await look("2026-11-04T01:00:00.000Z");
  await until("it is closed", async () => (await tasks())[0]?.status === "recovered");
});

it("says nothing of a client without traffic: it stops to look, and begins with the next conversation", async () => {
  await begin();
  expect(await watch()).toMatchObject({ status: "watching", nextAt: "2026-09-02T00:30:00.000Z" });
  await look("2026-09-02T00:30:00.000Z");
  expect(await watch()).toMatchObject({ status: "stopped" });
  expect(await tasks()).toEqual([]);
});

it("leaves an open task as it is while there is no traffic: nothing recovers by silence", async () => {
  await counted("2026-10-20", 60, (ago) => (ago < 14 ? handedOver : usual));
  await begin();
  await look("2026-10-21T01:00:00.000Z");
  await until("a task is open", async () => (await tasks()).length === 1);
  await look("2026-12-20T01:00:00.000Z");
  expect(await watch()).toMatchObject({ status: "watching", day: "2026-12-19" });
  expect(await tasks()).toMatchObject([{ status: "open", lookedAt: "2026-10-20" }]);
});
