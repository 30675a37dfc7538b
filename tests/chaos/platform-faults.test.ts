import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { z } from "zod";
import { eventType } from "../../shared/events/index.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { deriveId } from "../../shared/runtime/ids.ts";
import type { Sender } from "../../shared/runtime/outbox.ts";
import { ownedDocument } from "../../shared/runtime/owned-document.ts";
import {
  countStep,
  event,
  openPlatform,
  runnerWith,
  type Total,
  tenantId,
  totalled,
  totals,
} from "../../shared/runtime/runner-fixture.ts";
import { type AnyStep, newEvent, step } from "../../shared/runtime/step.ts";
import { until } from "../contracts/open-platform.ts";
import {
  type Fault,
  type FaultPlan,
  faultyPlatform,
  inOrder,
  outage,
  type PortCall,
  portCalls,
} from "./faulty-platform.ts";

/** The same schedules at every run: a failure here is a failure again. */
const seed = 20_261_122;
const retry = { minBackoffMs: 1, maxBackoffMs: 5, maxAttempts: 100 };
const due = eventType("thing-due", z.object({ of: z.string() }));

const Heard = z.object({ heard: z.array(z.string()) });
type Heard = z.infer<typeof Heard>;
const listeners = ownedDocument<Heard>({ name: "listeners", state: Heard, indexes: [], confidential: false });

/** Adds what it hears to one document: an event handled twice would stand there twice. */
const listen = <T>(name: string, on: ReturnType<typeof eventType<T>>, nameOf: (data: T) => string) =>
  step<T, Heard>({
    name,
    on,
    owns: listeners,
    documentId: () => name,
    retry,
    decide: (before, { data }) => ({ document: { heard: [...(before?.heard ?? []), nameOf(data)] } }),
  }) as unknown as AnyStep;

/** A provider that can be asked what it did: twice done is twice counted. */
function provider() {
  const done: string[] = [];
  const send: Sender = async ({ id, repeated }) => {
    if (!(repeated && done.includes(id))) done.push(id);
    return id;
  };
  const charge = async (idempotencyKey: string) => {
    if (!done.includes(idempotencyKey)) done.push(idempotencyKey);
    return idempotencyKey;
  };
  return { done, send, charge };
}

/** Every kind of consequence a decision can have: records, an effect, two events, a task, a cancellation, a send. */
function consequential(charge: (idempotencyKey: string) => Promise<string>) {
  return countStep({
    retry,
    gather: (_before, _event, ctx) => ctx.effect("charge", charge, { policy: "repeat" }),
    decide: (before, { id, data }, _gathered, now) => ({
      document: { total: (before?.total ?? 0) + data.by, receipts: before?.receipts ?? [] },
      publish: [1, 2].map((part) => newEvent(totalled, "k", { total: Number(id) * 10 + part })),
      schedule: [
        { ...newEvent(due, "k", { of: id }), name: `due-${id}`, at: now },
        { ...newEvent(due, "k", { of: `far ${id}` }), name: `never-${id}`, at: new Date(now.getTime() + 3_600_000) },
      ],
      cancel: [`earlier-${id}`],
      send: [{ id: `send-${id}`, kind: "notice", payload: null }],
    }),
  });
}

type Door = "bus" | "direct";

/** Lets `count` events through a door while the plan lasts, and holds what came of them against what had to. */
async function survives(plan: FaultPlan, count: number, door: Door): Promise<void> {
  const { platform, close } = openPlatform();
  try {
    const faulty = faultyPlatform(platform, plan);
    const outside = provider();
    let lateMs = 0;
    const runner = runnerWith(faulty, { notice: outside.send }, () => new Date(Date.now() + lateMs));
    const counting = consequential(outside.charge);
    const hears = [
      listen("hear-totalled", totalled, ({ total }) => String(total)),
      listen("hear-due", due, ({ of }) => of),
    ];
    for (const each of [counting as unknown as AnyStep, ...hears]) faulty.bus.subscribe(runner.subscription(each));
    await faulty.bus.start();
    await faulty.scheduler.start();

    const events = Array.from({ length: count }, (_, index) => event(String(index + 1)));
    if (door === "bus") await platform.bus.publish(events);
    else
      for (const each of events) {
        await untilTaken(() => runner.run(counting, each, { repeatable: true }));
        lateMs += 61_000;
        await untilTaken(async () => {
          await runner.sweep([totals]);
          if ((await stored(platform))?.outbox.length !== 0) throw new Error("not swept yet");
        });
      }
    await until("everything is settled", () => isSettled(platform, count), 10_000);
    await sleep(10); // time for what should not come

    const ids = events.map(({ id }) => id);
    const total = await stored(platform);
    expect(total?.state.total).toBe(count);
    expect([...(total?.state.receipts ?? [])].sort()).toEqual(ids.map((id) => `send-${id}`));
    expect(total?.outbox).toEqual([]);
    expect(await heard(platform, "hear-totalled")).toEqual(ids.flatMap((id) => [`${id}1`, `${id}2`]));
    expect(await heard(platform, "hear-due")).toEqual(ids);
    const effects = ids.map((id) => deriveId("effect", tenantId, id, "charge"));
    expect([...outside.done].sort()).toEqual([...effects, ...ids.map((id) => `send-${id}`)].sort());
    expect((await platform.bus.deadLetters.list(tenantId, { limit: 10 })).items).toEqual([]);
  } finally {
    await close();
  }
}

/** As a client does that got no answer. */
async function untilTaken(act: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return void (await act());
    } catch (error) {
      if (attempt === 100) throw error;
    }
  }
}

async function stored(platform: Platform) {
  return (await platform.documents.get(tenantId, totals.collection, "t"))?.data;
}

async function heard(platform: Platform, name: string): Promise<readonly string[]> {
  const document = await platform.documents.get(tenantId, listeners.collection, name);
  return [...(document?.data.state.heard ?? [])].sort();
}

async function isSettled(platform: Platform, count: number): Promise<boolean> {
  const total = await stored(platform);
  if (total?.handled.length !== count || total.outbox.length > 0) return false;
  return (
    (await heard(platform, "hear-totalled")).length >= 2 * count && (await heard(platform, "hear-due")).length >= count
  );
}

const faults: readonly Fault[] = [
  { status: "aborted", when: "before" },
  { status: "resourceExhausted", when: "before" },
  { status: "deadlineExceeded", when: "before" },
  { status: "deadlineExceeded", when: "after" },
  { status: "unavailable", when: "midway" },
  { status: "unavailable", when: "repeated" },
];

describe.each(["bus", "direct"] as const)("events through the door %s: nothing is lost or doubled when", (door) => {
  for (const call of portCalls.filter((each) => each !== "query")) {
    for (const fault of faults) {
      test(`${call} fails, whichever of them: ${fault.status}, ${fault.when}`, async () => {
        for (const skip of [0, 1, 2, 3, 4]) await survives(inOrder([{ call, skip, ...fault }]), 1, door);
      });
    }
  }

  test("the region is dead for a while", async () => {
    for (const calls of [1, 7, 30]) await survives(outage(calls), 3, door);
  });

  test("the queue of tasks is full for a while", async () => {
    const full = { call: "schedule", skip: 0, status: "resourceExhausted", when: "before" } as const;
    await survives(inOrder(Array.from({ length: 12 }, () => full)), 2, door);
  });

  test("anything fails at any time", async () => {
    const fault = fc.record({
      call: fc.constantFrom<PortCall[]>(...portCalls),
      skip: fc.nat({ max: 3 }),
      status: fc.constantFrom<Fault["status"][]>("aborted", "resourceExhausted", "deadlineExceeded", "unavailable"),
      when: fc.constantFrom<Fault["when"][]>("before", "after", "midway", "repeated"),
    });
    const schedule = fc.array(fault, { maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(schedule, fc.integer({ min: 1, max: 4 }), (befalling, count) =>
        survives(inOrder(befalling), count, door),
      ),
      { seed, numRuns: 40 },
    );
  }, 60_000);
});

test("an effect that nobody can repeat or ask about is left to a person, never done twice", async () => {
  const { platform, close } = openPlatform();
  try {
    let done = 0;
    const gather = (_before: Total | undefined, _event: unknown, ctx: Parameters<NonNullable<AnyStep["gather"]>>[2]) =>
      ctx.effect("charge", async () => ++done, { policy: "ask" });
    const plan = inOrder([{ call: "commit", skip: 1, status: "deadlineExceeded", when: "before" }]);
    const runner = runnerWith(faultyPlatform(platform, plan));
    const subject = countStep({ gather }) as unknown as AnyStep;
    expect(await runner.handle(subject, { envelope: event("1"), attempt: 1 })).toMatchObject({ type: "retry" });
    expect(await runner.handle(subject, { envelope: event("1"), attempt: 2 })).toMatchObject({
      type: "dead",
      cause: expect.stringContaining("effect-outcome-unknown"),
    });
    expect(done).toBe(1);
  } finally {
    await close();
  }
});

test("a commit of unknown outcome: the retry finds its event handled, and decides nothing again", async () => {
  const { platform, close } = openPlatform();
  try {
    const plan = inOrder([{ call: "commit", skip: 0, status: "deadlineExceeded", when: "after" }]);
    const runner = runnerWith(faultyPlatform(platform, plan));
    let decisions = 0;
    const subject = countStep({
      decide: (before, { data }) => {
        decisions += 1;
        return { document: { total: (before?.total ?? 0) + data.by, receipts: [] } };
      },
    }) as unknown as AnyStep;
    expect(await runner.handle(subject, { envelope: event("1"), attempt: 1 })).toMatchObject({ type: "retry" });
    expect(await runner.handle(subject, { envelope: event("1"), attempt: 2 })).toEqual({ type: "done" });
    expect(decisions).toBe(1);
    expect((await stored(platform))?.state.total).toBe(1);
  } finally {
    await close();
  }
});
