import { z } from "zod";
import { actOnTask } from "../../functions/engines/research-tasks/act.ts";
import {
  createTask,
  endLease,
  joinTask,
  openTaskSet,
  remindOfTask,
} from "../../functions/engines/research-tasks/steps.ts";
import { researchTaskSets, researchTasks } from "../../functions/engines/research-tasks/task.ts";
import {
  researchTaskActed,
  researchTasksRequested,
  researchTasksSettled,
  type TaskAction,
} from "../../shared/events/index.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { envelopeOf } from "../../shared/runtime/envelope.ts";
import { ownedDocument } from "../../shared/runtime/owned-document.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../shared/runtime/runner-fixture.ts";
import { type AnyStep, step } from "../../shared/runtime/step.ts";
import { until } from "../contracts/open-platform.ts";
import { type Fault, faultyPlatform, inOrder, type PortCall } from "./faulty-platform.ts";

const retry = { minBackoffMs: 1, maxBackoffMs: 5, maxAttempts: 100 };
const Heard = z.object({ times: z.number() });
const settlements = ownedDocument({
  name: "heard",
  state: Heard,
  indexes: [],
  confidential: false,
  personal: "nothing",
});
const hear = step({
  name: "hear-settled",
  on: researchTasksSettled,
  document: settlements,
  documentId: ({ data }) => data.runId,
  decide: (before) => ({ document: { times: (before?.times ?? 0) + 1 } }),
});

const question = { question: "When?", why: "Asked.", evidence: [], dueAfterHours: 48 };
const asked = ["hours", "area", "prices"].map((key) => ({ ...question, key }));
const actions: readonly (readonly [string, TaskAction])[] = [
  ["asha", { action: "claim", hours: 4 }],
  ["asha", { action: "answer", text: "At eight.", evidence: [] }],
  ["ravi", { action: "review", accepted: true, comment: null }],
];

/** Opens the tasks of a research, has each answered and reviewed by the bus, and waits until all is at rest. */
async function goThrough(platform: Platform, fault: Parameters<typeof inOrder>[0][number]): Promise<void> {
  const plan = inOrder([fault]);
  let failed = 0;
  const counted: typeof plan = (call) => {
    const each = plan(call);
    if (each) failed += 1;
    return each;
  };
  const runner = runnerWith(faultyPlatform(platform, counted));
  for (const each of [openTaskSet, createTask, actOnTask, endLease, remindOfTask, joinTask, hear])
    platform.bus.subscribe(runner.subscription({ ...each, retry } as unknown as AnyStep));
  await platform.bus.start();
  await platform.scheduler.start();
  const at = new Date();
  const data = { runId: "r1", business: "Lamps", playbook: "retail", questions: asked, by: "asha" };
  const request = envelopeOf(researchTasksRequested, { id: "open", tenantId, key: "r1", at, data });
  await platform.bus.publish([request, { ...request, id: "again" }]);
  await until("every task is there", async () => (await tasksOf(platform)).length === asked.length);
  for (const { data: task } of await tasksOf(platform))
    await platform.bus.publish(
      actions.map(([by, action], index) => {
        const { id } = task.state;
        const acted = { taskId: id, by, at: at.toISOString(), action };
        return envelopeOf(researchTaskActed, { id: `${id}-${index}`, tenantId, key: id, at, data: acted });
      }),
    );
  await until("all is settled and at rest", async () => {
    const [set, heard] = await Promise.all([
      platform.documents.get(tenantId, researchTaskSets.collection, "r1"),
      platform.documents.get(tenantId, settlements.collection, "r1"),
    ]);
    // A task that comes back is noted when it does.
    const left = [set, ...(await tasksOf(platform))].flatMap((each) => each?.data.outbox ?? []);
    return heard !== undefined && left.every((entry) => entry.type === "schedule");
  });
  expect(failed).toBe(1);
}

async function tasksOf(platform: Platform) {
  const orderBy = { field: "state.dueAt", direction: "asc" } as const;
  return (await platform.documents.query(tenantId, researchTasks.collection, { orderBy, limit: 50 })).items;
}

const faults: readonly Fault[] = [
  { status: "aborted", when: "before" },
  { status: "deadlineExceeded", when: "after" },
  { status: "unavailable", when: "midway" },
  { status: "unavailable", when: "repeated" },
];
/** Of the steps of three tasks, each fails in turn in some run. */
const places: readonly (readonly [PortCall, readonly number[]])[] = [
  ["get", [0, 1, 3, 7, 12]],
  ["commit", [0, 1, 2, 4, 6, 9, 13, 18]],
  ["publish", [0, 1, 2, 3]],
  ["schedule", [0, 1, 2, 4]],
];

test.each(faults)("no task is lost or doubled when a call fails: $status, $when", async (fault) => {
  for (const [call, skips] of places)
    for (const skip of skips) {
      const { platform, close } = openTestPlatform();
      try {
        await goThrough(platform, { call, skip, ...fault });
        const stored = await tasksOf(platform);
        const tasks = stored.map(({ data }) => data.state);
        expect(tasks.map(({ status, claims }) => ({ status, claims }))).toEqual(
          asked.map(() => ({ status: "reviewed", claims: 1 })),
        );
        // The reminder and the claim's end are set once each, and come back later.
        expect(
          stored.map(({ data }) => data.outbox.map((entry) => ("name" in entry ? entry.name : entry.type))),
        ).toEqual(tasks.map(({ id }) => [`research-task-half-${id}`, `research-task-lease-${id}-1`]));
        const heard = await platform.documents.get(tenantId, settlements.collection, "r1");
        expect(heard?.data.state.times).toBe(1);
        expect((await platform.bus.deadLetters.list(tenantId, { limit: 10 })).items).toEqual([]);
      } finally {
        await close();
      }
    }
});
