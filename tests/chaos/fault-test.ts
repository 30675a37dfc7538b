import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type EventType, eventType } from "../../shared/events/index.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { deriveId } from "../../shared/runtime/ids.ts";
import type { Sender } from "../../shared/runtime/outbox.ts";
import { ownedDocument } from "../../shared/runtime/owned-document.ts";
import { countStep, event, runnerWith, tenantId, totalled, totals } from "../../shared/runtime/runner-fixture.ts";
import { type AnyStep, newEvent, step } from "../../shared/runtime/step.ts";
import { until } from "../contracts/open-platform.ts";
import { type FaultPlan, faultyPlatform } from "./faulty-platform.ts";

const retry = { minBackoffMs: 1, maxBackoffMs: 5, maxAttempts: 100 };
const due = eventType("thing-due", z.object({ of: z.string() }));

const Heard = z.object({ heard: z.array(z.string()) });
type Heard = z.infer<typeof Heard>;
const listeners = ownedDocument<Heard>({
  name: "listeners",
  state: Heard,
  indexes: [],
  confidential: false,
  personal: "nothing",
});

/** Appends what it receives to one document: an event handled twice would appear twice. */
const listen = <T>(name: string, on: EventType<T>, nameOf: (data: T) => string) =>
  step<T, Heard>({
    name,
    on,
    document: listeners,
    documentId: () => name,
    retry,
    decide: (before, { data }) => ({ document: { heard: [...(before?.heard ?? []), nameOf(data)] } }),
  }) as unknown as AnyStep;

/** A provider that can be queried for what it did. Doing it twice counts twice. */
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

/** Covers every consequence of a decision: records, an effect, two events, a task, a cancellation, a send. */
function consequential(charge: (idempotencyKey: string) => Promise<string>) {
  return countStep({
    retry,
    schedules: [due],
    gather: (_before, _event, ctx) => ctx.effect("charge", charge, { policy: "repeat" }),
    decide: (before, { id, data }, _gathered, now) => ({
      document: { total: (before?.total ?? 0) + data.by, receipts: before?.receipts ?? [] },
      publish: [1, 2].map((part) => newEvent(totalled, "k", { total: Number(id) * 10 + part })),
      schedule: [
        { ...newEvent(due, "k", { of: id }), name: `due-${id}`, at: new Date(0) },
        { ...newEvent(due, "k", { of: `far ${id}` }), name: `never-${id}`, at: new Date(now.getTime() + 3_600_000) },
      ],
      cancel: [`earlier-${id}`],
      send: [{ id: `send-${id}`, kind: "notice", payload: null }],
    }),
  });
}

export type Ingress = "bus" | "direct";

/** Whose calls fail: those of the counting step, or those of every step. */
type Reach = "counting" | "everything";

interface FaultTest {
  readonly plan: FaultPlan;
  /** Number of events. */
  readonly count: number;
  readonly ingress: Ingress;
  readonly reach?: Reach;
}

/** Sends `count` events through an ingress while the plan lasts, and compares the results with the expected ones. */
export async function expectNothingLost(
  platform: Platform,
  { plan, count, ingress, reach = "everything" }: FaultTest,
): Promise<void> {
  const faulty = faultyPlatform(platform, plan);
  const outside = provider();
  let lateMs = 0;
  const runner = runnerWith(faulty, { notice: outside.send }, () => new Date(Date.now() + lateMs));
  const counting = consequential(outside.charge);
  const hears = [
    listen("hear-totalled", totalled, ({ total }) => String(total)),
    listen("hear-due", due, ({ of }) => of),
  ];
  const listening = reach === "everything" ? runner : runnerWith(platform);
  platform.bus.subscribe(runner.subscription(counting as unknown as AnyStep));
  for (const each of hears) platform.bus.subscribe(listening.subscription(each));
  await platform.bus.start();
  await platform.scheduler.start();

  const events = Array.from({ length: count }, (_, index) => event(String(index + 1)));
  if (ingress === "bus") await platform.bus.publish(events);
  else
    for (const each of events) {
      await untilAccepted(() => runner.run(counting, each, { repeatable: true }));
      await untilAccepted(async () => {
        lateMs += 61_000; // the sweeper skips documents that may be in use
        await runner.sweep([totals]);
        if ((await stored(platform))?.outbox.length !== 0) throw new Error("not swept yet");
      });
    }
  await until("everything settled", () => isSettled(platform, count));
  await sleep(10); // time for unexpected deliveries

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
}

/** Retries like a client that got no answer. */
async function untilAccepted(act: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return void (await act());
    } catch (error) {
      if (attempt === 100) throw error;
    }
  }
}

export async function stored(platform: Platform) {
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
