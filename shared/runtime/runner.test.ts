import { setTimeout as sleep } from "node:timers/promises";
import { DocumentTooLarge } from "../platform/documents.ts";
import type { Platform } from "../platform/platform.ts";
import { RetryableError, TerminalError } from "./failures/errors.ts";
import type { Sender } from "./outbox.ts";
import {
  type Counted,
  countStep,
  event,
  openTestPlatform,
  runnerWith,
  type Total,
  total,
  totalled,
  totals,
} from "./runner-fixture.ts";
import { type AnyStep, newEvent, type Step, type StepContext } from "./step.ts";

let platform: Platform;
let close: () => Promise<void>;

beforeEach(() => {
  ({ platform, close } = openTestPlatform());
});

afterEach(() => close());

test("handles an event once however often it is delivered", async () => {
  const runner = runnerWith(platform);
  const subject = countStep() as unknown as AnyStep;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    expect(await runner.handle(subject, { envelope: event("e1"), attempt })).toEqual({ type: "done" });
  }
  expect((await total(platform))?.total).toBe(1);
});

test("handles every event of a concurrent batch", async () => {
  const runner = runnerWith(platform);
  const gather = async () => sleep(1);
  await Promise.all(Array.from({ length: 30 }, (_, index) => runner.run(countStep({ gather }), event(`e${index}`))));
  expect((await total(platform))?.total).toBe(30);
});

test("reads again after a concurrent write of another process", async () => {
  const runner = runnerWith(platform);
  let gathers = 0;
  const gather = async () => {
    gathers += 1;
    // A second runner behaves like another process: it shares no queue.
    if (gathers === 1) await runnerWith(platform).run(countStep(), event("other", 10));
  };
  await runner.run(countStep({ gather }), event("mine"));
  expect(gathers).toBe(2);
  expect((await total(platform))?.total).toBe(11);
});

test("a step without a gather does not wait for one with a gather, and commits first", async () => {
  const runner = runnerWith(platform);
  const order: string[] = [];
  const gathering = Promise.withResolvers<void>();
  const fastDone = Promise.withResolvers<void>();
  const slow = runner.run(
    countStep({
      gather: async (before) => {
        order.push(`slow sees ${before?.total ?? 0}`);
        gathering.resolve();
        await fastDone.promise;
      },
    }),
    event("slow"),
  );
  await gathering.promise;
  await runner.run(countStep(), event("fast", 5));
  order.push("fast done");
  fastDone.resolve();
  await slow;
  expect(order).toEqual(["slow sees 0", "fast done", "slow sees 5"]);
});

test.each([
  [new TerminalError("no-good", "It cannot work."), { type: "dead", cause: "no-good: It cannot work." }],
  [new DocumentTooLarge("It has 2 MiB."), { type: "dead", cause: "document-too-large: It has 2 MiB." }],
  [new RetryableError("busy", "Later.", { retryAfterMs: 7 }), { type: "retry", cause: "busy: Later.", afterMs: 7 }],
  [new Error("what"), { type: "retry", cause: "Error: what" }],
])("%s maps to its outcome", async (error, outcome) => {
  const gather = () => Promise.reject(error);
  expect(
    await runnerWith(platform).handle(countStep({ gather }) as unknown as AnyStep, {
      envelope: event("e"),
      attempt: 1,
    }),
  ).toEqual(outcome);
  expect(await total(platform)).toBeUndefined();
});

test("passes the attempt to the step; a direct run has a single attempt", async () => {
  const told: number[] = [];
  const gather = async (_before: unknown, _event: unknown, ctx: StepContext) => {
    told.push(ctx.attempt);
    throw new Error("again");
  };
  const runner = runnerWith(platform);
  for (const attempt of [1, 2])
    await runner.handle(countStep({ gather }) as unknown as AnyStep, { envelope: event("e"), attempt });
  await expect(runner.run(countStep({ gather }), event("e"))).rejects.toThrow("again");
  expect(told).toEqual([1, 2, Number.POSITIVE_INFINITY]);
});

test("publishes after the commit, with an id that a repeat reproduces", async () => {
  const seen: string[] = [];
  platform.bus.subscribe({
    name: "listener",
    topic: totalled.type,
    retry: { minBackoffMs: 10, maxBackoffMs: 10, maxAttempts: 5 },
    handle: async ({ envelope }) => {
      seen.push(`${envelope.id} ${envelope.causationId} ${(await total(platform))?.total}`);
      return { type: "done" };
    },
  });
  await platform.bus.start();
  const decide: Step<Counted, Total, unknown>["decide"] = (_before, { data }) => ({
    document: { total: data.by, receipts: [] },
    publish: [newEvent(totalled, "k", { total: data.by })],
  });
  await runnerWith(platform).run(countStep({ decide }), event("cause"));
  await until(() => seen.length > 0);
  expect(seen).toEqual([expect.stringMatching(/^[\w-]{22} cause 1$/)]);
});

describe("a send", () => {
  const decide: Step<Counted, Total, unknown>["decide"] = (before, { id }) => ({
    document: { total: (before?.total ?? 0) + 1, receipts: before?.receipts ?? [] },
    send: [{ id: `send-${id}`, kind: "post", payload: { to: "Asha" } }],
  });
  const sending = () => countStep({ decide });

  test("goes to its sender once, and its outcome is folded into the document", async () => {
    const calls: boolean[] = [];
    const runner = runnerWith(platform, { post: async ({ repeated }) => `receipt ${calls.push(repeated)}` });
    await runner.handle(sending() as unknown as AnyStep, { envelope: event("e"), attempt: 1 });
    await runner.handle(sending() as unknown as AnyStep, { envelope: event("e"), attempt: 2 });
    expect(calls).toEqual([false]);
    expect(await total(platform)).toEqual({ total: 1, receipts: ["receipt 1"] });
  });

  test("that failed is retried as a repeat when the event is redelivered", async () => {
    const calls: boolean[] = [];
    const post: Sender = async ({ repeated }) => {
      if (calls.push(repeated) === 1) throw new RetryableError("down", "The provider is down.");
      return "ok";
    };
    const runner = runnerWith(platform, { post });
    expect(await runner.handle(sending() as unknown as AnyStep, { envelope: event("e"), attempt: 1 })).toMatchObject({
      type: "retry",
    });
    expect(await runner.handle(sending() as unknown as AnyStep, { envelope: event("e"), attempt: 2 })).toEqual({
      type: "done",
    });
    expect(calls).toEqual([false, true]);
    expect(await total(platform)).toEqual({ total: 1, receipts: ["ok"] });
  });

  test("of one event is unaffected by another event of the same document", async () => {
    const sent: string[] = [];
    let down = true;
    const post: Sender = async ({ id }) => {
      if (down && id === "send-first") throw new RetryableError("down", "The provider is down.");
      sent.push(id);
      return id;
    };
    const runner = runnerWith(platform, { post });
    await runner.handle(sending() as unknown as AnyStep, { envelope: event("first"), attempt: 1 });
    await runner.handle(sending() as unknown as AnyStep, { envelope: event("second"), attempt: 1 });
    down = false;
    await runner.handle(sending() as unknown as AnyStep, { envelope: event("first"), attempt: 2 });
    expect(sent).toEqual(["send-second", "send-first"]);
  });

  test("abandoned by a direct run is relayed by the sweeper once it is old enough", async () => {
    let down = true;
    const post: Sender = async () => {
      if (down) throw new RetryableError("down", "The provider is down.");
      return "swept";
    };
    let clock = new Date("2026-01-01T00:00:00.000Z");
    const runner = runnerWith(platform, { post }, () => clock);
    await runner.run(sending(), event("e"));
    down = false;
    expect(await runner.sweep([totals as never])).toBe(0);
    clock = new Date("2026-01-01T00:02:00.000Z");
    expect(await runner.sweep([totals as never])).toBe(1);
    expect(await runner.sweep([totals as never])).toBe(0);
    expect((await total(platform))?.receipts).toEqual(["swept"]);
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 6_000 && !condition(); tries += 1) await sleep(10);
  expect(condition()).toBe(true);
}

describe("a run that its caller aborts", () => {
  test("rejects with the caller's reason and commits nothing when aborted before the commit", async () => {
    for (const [at, abort] of ["before", "during"].entries()) {
      const caller = new AbortController();
      let gathers = 0;
      const gather = async () => {
        gathers += 1;
        caller.abort(new Error("gone"));
      };
      if (abort === "before") caller.abort(new Error("gone"));
      const run = runnerWith(platform).run(countStep({ gather }), event(`e${at}`), { signal: caller.signal });
      await expect(run).rejects.toThrow("gone");
      expect(gathers).toBe(abort === "before" ? 0 : 1);
      expect(await total(platform)).toBeUndefined();
    }
  });

  test("is unaffected by an abort after its commit", async () => {
    const caller = new AbortController();
    const runner = runnerWith(platform, { notice: async () => caller.abort(new Error("gone")) });
    const sending = countStep({
      decide: () => ({ document: { total: 1, receipts: [] }, send: [{ id: "s", kind: "notice", payload: null }] }),
    });
    expect(await runner.run(sending, event("e"), { signal: caller.signal })).toMatchObject({ total: 1 });
  });
});
