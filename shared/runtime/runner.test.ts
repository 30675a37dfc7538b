import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { eventType } from "../events/index.ts";
import { openEmbedded } from "../platform/embedded/platform.ts";
import type { Platform } from "../platform/platform.ts";
import { TenantId } from "../platform/tenant.ts";
import { createLogger } from "../telemetry/log.ts";
import { RetryableError, TerminalError } from "./errors.ts";
import type { Sender } from "./outbox.ts";
import { ownedDocument } from "./owned-document.ts";
import { createRunner } from "./runner.ts";
import { type AnyStep, type Event, newEvent, type Reconcile, type Step, type StepContext, step } from "./step.ts";

const tenantId = TenantId.parse("acme");
const counted = eventType("thing-counted", z.object({ thing: z.string(), by: z.number() }));
const totalled = eventType("thing-totalled", z.object({ total: z.number() }));
type Counted = z.infer<typeof counted.schema>;
const Total = z.object({ total: z.number(), receipts: z.array(z.string()) });
type Total = z.infer<typeof Total>;

const totals = ownedDocument<Total>({
  name: "totals",
  state: Total,
  indexes: [],
  confidential: false,
  settle: (state, settled) => ({
    ...state,
    receipts: [...state.receipts, ...settled.map(({ result }) => String(result))],
  }),
});

let folder: string;
let platform: Platform;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "runner-"));
  platform = openEmbedded({ dataDir: folder });
});

afterEach(async () => {
  await platform.close(1_000);
  rmSync(folder, { recursive: true });
});

function countStep(over: Partial<Step<Counted, Total, unknown>> = {}): Step<Counted, Total, unknown> {
  return step<Counted, Total, unknown>({
    name: "count",
    on: counted,
    owns: totals,
    documentId: (event) => event.data.thing,
    decide: (before, event) => ({
      document: { total: (before?.total ?? 0) + event.data.by, receipts: before?.receipts ?? [] },
    }),
    ...over,
  });
}

function runnerWith(senders: Record<string, Sender> = {}, now = () => new Date()) {
  return createRunner({ platform, senders, log: createLogger({ level: "silent" }), now });
}

function event(id: string, by = 1): Event<Counted> {
  return {
    id,
    type: counted.type,
    tenantId,
    key: "k",
    causationId: null,
    occurredAt: "2026-01-01T00:00:00.000Z",
    data: { thing: "t", by },
  };
}

async function total(): Promise<Total | undefined> {
  return (await platform.documents.get(tenantId, totals.collection, "t"))?.data.state;
}

test("handles an event once, however often it is delivered", async () => {
  const runner = runnerWith();
  const subject = countStep() as unknown as AnyStep;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    expect(await runner.handle(subject, { envelope: event("e1"), attempt })).toEqual({ type: "done" });
  }
  expect((await total())?.total).toBe(1);
});

test("considers every one of many events that arrive at once", async () => {
  const runner = runnerWith();
  const gather = async () => sleep(1);
  await Promise.all(Array.from({ length: 30 }, (_, index) => runner.run(countStep({ gather }), event(`e${index}`))));
  expect((await total())?.total).toBe(30);
});

test("looks again when another process wrote in between", async () => {
  const runner = runnerWith();
  let gathers = 0;
  const gather = async () => {
    gathers += 1;
    // A second runner is what another process has: no queue in common.
    if (gathers === 1) await runnerWith().run(countStep(), event("other", 10));
  };
  await runner.run(countStep({ gather }), event("mine"));
  expect(gathers).toBe(2);
  expect((await total())?.total).toBe(11);
});

test("a step that gathers nothing does not wait for one that does, and wins", async () => {
  const runner = runnerWith();
  const order: string[] = [];
  const slow = runner.run(
    countStep({
      gather: async (before) => {
        order.push(`slow sees ${before?.total ?? 0}`);
        await sleep(100);
      },
    }),
    event("slow"),
  );
  await sleep(20);
  await runner.run(countStep(), event("fast", 5));
  order.push("fast done");
  await slow;
  expect(order).toEqual(["slow sees 0", "fast done", "slow sees 5"]);
});

test("an event whose data does not fit its type is dead, with the reason", async () => {
  const outcome = await runnerWith().handle(countStep() as unknown as AnyStep, {
    envelope: { ...event("bad"), data: { thing: "t", by: "many" } },
    attempt: 1,
  });
  expect(outcome).toMatchObject({ type: "dead", cause: expect.stringContaining("by") });
});

test.each([
  [new TerminalError("no-good", "It cannot work."), { type: "dead", cause: "no-good: It cannot work." }],
  [new RetryableError("busy", "Later.", { retryAfterMs: 7 }), { type: "retry", cause: "busy: Later.", afterMs: 7 }],
  [new Error("what"), { type: "retry", cause: "Error: what" }],
])("%s becomes its outcome", async (error, outcome) => {
  const gather = () => Promise.reject(error);
  expect(
    await runnerWith().handle(countStep({ gather }) as unknown as AnyStep, { envelope: event("e"), attempt: 1 }),
  ).toEqual(outcome);
  expect(await total()).toBeUndefined();
});

test("tells the step when it is the last attempt", async () => {
  const told: boolean[] = [];
  const gather = async (_before: unknown, _event: unknown, ctx: StepContext) => {
    told.push(ctx.lastAttempt);
    throw new Error("again");
  };
  const subject = countStep({
    gather,
    retry: { minBackoffMs: 1, maxBackoffMs: 1, maxAttempts: 5 },
  }) as unknown as AnyStep;
  for (const attempt of [4, 5]) await runnerWith().handle(subject, { envelope: event("e"), attempt });
  expect(told).toEqual([false, true]);
});

test("publishes after the commit, with an id that a repeat gives again", async () => {
  const seen: string[] = [];
  platform.bus.subscribe({
    name: "listener",
    topic: totalled.type,
    retry: { minBackoffMs: 10, maxBackoffMs: 10, maxAttempts: 5 },
    handle: async ({ envelope }) => {
      seen.push(`${envelope.id} ${envelope.causationId} ${(await total())?.total}`);
      return { type: "done" };
    },
  });
  await platform.bus.start();
  const decide: Step<Counted, Total, unknown>["decide"] = (_before, { data }) => ({
    document: { total: data.by, receipts: [] },
    publish: [newEvent(totalled, "k", { total: data.by })],
  });
  await runnerWith().run(countStep({ decide }), event("cause"));
  await until(() => seen.length > 0);
  expect(seen).toEqual([expect.stringMatching(/^[\w-]{22} cause 1$/)]);
});

describe("a send", () => {
  const decide: Step<Counted, Total, unknown>["decide"] = (before, { id }) => ({
    document: { total: (before?.total ?? 0) + 1, receipts: before?.receipts ?? [] },
    send: [{ id: `send-${id}`, kind: "post", payload: { to: "Asha" } }],
  });
  const sending = () => countStep({ decide });

  test("is given to its sender once, and what came of it is folded into the document", async () => {
    const calls: boolean[] = [];
    const runner = runnerWith({ post: async ({ repeated }) => `receipt ${calls.push(repeated)}` });
    await runner.handle(sending() as unknown as AnyStep, { envelope: event("e"), attempt: 1 });
    await runner.handle(sending() as unknown as AnyStep, { envelope: event("e"), attempt: 2 });
    expect(calls).toEqual([false]);
    expect(await total()).toEqual({ total: 1, receipts: ["receipt 1"] });
  });

  test("that failed is tried again when the event comes again, as a repeat", async () => {
    const calls: boolean[] = [];
    const post: Sender = async ({ repeated }) => {
      if (calls.push(repeated) === 1) throw new RetryableError("down", "The provider is down.");
      return "ok";
    };
    const runner = runnerWith({ post });
    expect(await runner.handle(sending() as unknown as AnyStep, { envelope: event("e"), attempt: 1 })).toMatchObject({
      type: "retry",
    });
    expect(await runner.handle(sending() as unknown as AnyStep, { envelope: event("e"), attempt: 2 })).toEqual({
      type: "done",
    });
    expect(calls).toEqual([false, true]);
    expect(await total()).toEqual({ total: 1, receipts: ["ok"] });
  });

  test("of one event is not touched by another event of the same document", async () => {
    const sent: string[] = [];
    let down = true;
    const post: Sender = async ({ id }) => {
      if (down && id === "send-first") throw new RetryableError("down", "The provider is down.");
      sent.push(id);
      return id;
    };
    const runner = runnerWith({ post });
    await runner.handle(sending() as unknown as AnyStep, { envelope: event("first"), attempt: 1 });
    await runner.handle(sending() as unknown as AnyStep, { envelope: event("second"), attempt: 1 });
    down = false;
    await runner.handle(sending() as unknown as AnyStep, { envelope: event("first"), attempt: 2 });
    expect(sent).toEqual(["send-second", "send-first"]);
  });

  test("that a direct door left behind is the sweeper's, once it is old enough", async () => {
    let down = true;
    const post: Sender = async () => {
      if (down) throw new RetryableError("down", "The provider is down.");
      return "swept";
    };
    let clock = new Date("2026-01-01T00:00:00.000Z");
    const runner = runnerWith({ post }, () => clock);
    await runner.run(sending(), event("e"));
    down = false;
    expect(await runner.sweep([totals as never])).toBe(0);
    clock = new Date("2026-01-01T00:02:00.000Z");
    expect(await runner.sweep([totals as never])).toBe(1);
    expect(await runner.sweep([totals as never])).toBe(0);
    expect((await total())?.receipts).toEqual(["swept"]);
  });
});

describe("an effect", () => {
  const effectful = (
    run: (key: string) => Promise<string>,
    reconcile: Reconcile<string>,
    after = () => undefined as void,
  ) =>
    countStep({
      gather: async (_before, _event, ctx) => {
        const result = await ctx.effect("pay", run, reconcile);
        after();
        return result;
      },
      decide: (_before, _event, result) => ({ document: { total: 1, receipts: [String(result)] } }),
    }) as unknown as AnyStep;
  const failOnce = () => {
    let failed = false;
    return () => {
      if (failed) return;
      failed = true;
      throw new Error("crashed before the commit");
    };
  };

  test("that was done is not done again when the step is tried again", async () => {
    let runs = 0;
    const subject = effectful(async () => `paid ${++runs}`, { policy: "ask" }, failOnce());
    const runner = runnerWith();
    expect(await runner.handle(subject, { envelope: event("e"), attempt: 1 })).toMatchObject({ type: "retry" });
    expect(await runner.handle(subject, { envelope: event("e"), attempt: 2 })).toEqual({ type: "done" });
    expect(runs).toBe(1);
    expect((await total())?.receipts).toEqual(["paid 1"]);
  });

  /** What a crash leaves: the intent, no result. */
  async function crashDuring(): Promise<void> {
    const never = effectful(() => new Promise<string>(() => undefined), { policy: "repeat" });
    void runnerWith().handle(never, { envelope: event("e"), attempt: 1 });
    await sleep(50);
  }

  test("begun before a crash and declared repeatable is repeated with the same key", async () => {
    const keys: string[] = [];
    await crashDuring();
    const run = async (key: string) => {
      keys.push(key);
      return "paid";
    };
    await runnerWith().handle(effectful(run, { policy: "repeat" }), { envelope: event("e"), attempt: 2 });
    await runnerWith().handle(effectful(run, { policy: "repeat" }), { envelope: event("other"), attempt: 1 });
    expect(new Set(keys).size).toBe(2);
  });

  test("begun before a crash is looked up where the provider can be asked", async () => {
    await crashDuring();
    const run = () => Promise.reject(new Error("must not run"));
    const subject = effectful(run, { policy: "lookUp", find: async () => "found paid" });
    expect(await runnerWith().handle(subject, { envelope: event("e"), attempt: 2 })).toEqual({ type: "done" });
    expect((await total())?.receipts).toEqual(["found paid"]);
  });

  test("begun before a crash is a person's to judge where nobody can tell", async () => {
    await crashDuring();
    const subject = effectful(async () => "paid twice", { policy: "ask" });
    const outcome = await runnerWith().handle(subject, { envelope: event("e"), attempt: 2 });
    expect(outcome).toMatchObject({ type: "dead", cause: expect.stringContaining("effect-outcome-unknown") });
  });

  test("that was refused leaves nothing behind, so it may be tried again", async () => {
    const refuse = effectful(() => Promise.reject(new RetryableError("busy", "Later.")), { policy: "ask" });
    expect(await runnerWith().handle(refuse, { envelope: event("e"), attempt: 1 })).toMatchObject({ type: "retry" });
    const accept = effectful(async () => "paid", { policy: "ask" });
    expect(await runnerWith().handle(accept, { envelope: event("e"), attempt: 2 })).toEqual({ type: "done" });
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries += 1) await sleep(10);
  expect(condition()).toBe(true);
}
