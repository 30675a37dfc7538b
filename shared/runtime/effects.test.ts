import type { Platform } from "../platform/platform.ts";
import { RetryableError } from "./failures/errors.ts";
import { countStep, event, openTestPlatform, runnerWith, total } from "./runner-fixture.ts";
import type { AnyStep, Reconcile, StepContext } from "./step.ts";

let platform: Platform;
let close: () => Promise<void>;

beforeEach(() => {
  ({ platform, close } = openTestPlatform());
});

afterEach(() => close());

describe("an effect", () => {
  const effectful = (run: (key: string) => Promise<string>, reconcile: Reconcile<string>, after = () => {}) =>
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

  test("that completed is not repeated when the step is retried", async () => {
    let runs = 0;
    const subject = effectful(async () => `paid ${++runs}`, { policy: "ask" }, failOnce());
    const runner = runnerWith(platform);
    expect(await runner.handle(subject, { envelope: event("e"), attempt: 1 })).toMatchObject({ type: "retry" });
    expect(await runner.handle(subject, { envelope: event("e"), attempt: 2 })).toEqual({ type: "done" });
    expect(runs).toBe(1);
    expect((await total(platform))?.receipts).toEqual(["paid 1"]);
  });

  /** The state after a crash: the intent without a result. */
  async function crashDuring(): Promise<void> {
    const begun = Promise.withResolvers<void>();
    const run = () => {
      begun.resolve();
      return new Promise<string>(() => undefined);
    };
    void runnerWith(platform).handle(effectful(run, { policy: "repeat" }), { envelope: event("e"), attempt: 1 });
    await begun.promise;
  }

  test("started before a crash and declared repeatable is repeated with the same key", async () => {
    const keys: string[] = [];
    await crashDuring();
    const run = async (key: string) => {
      keys.push(key);
      return "paid";
    };
    await runnerWith(platform).handle(effectful(run, { policy: "repeat" }), { envelope: event("e"), attempt: 2 });
    await runnerWith(platform).handle(effectful(run, { policy: "repeat" }), { envelope: event("other"), attempt: 1 });
    expect(new Set(keys).size).toBe(2);
  });

  test("started before a crash is looked up if the provider can be asked", async () => {
    await crashDuring();
    const run = () => Promise.reject(new Error("must not run"));
    const subject = effectful(run, { policy: "lookUp", find: async () => "found paid" });
    expect(await runnerWith(platform).handle(subject, { envelope: event("e"), attempt: 2 })).toEqual({ type: "done" });
    expect((await total(platform))?.receipts).toEqual(["found paid"]);
  });

  test("started before a crash is left to a person if its outcome cannot be determined", async () => {
    await crashDuring();
    const subject = effectful(async () => "paid twice", { policy: "ask" });
    const outcome = await runnerWith(platform).handle(subject, { envelope: event("e"), attempt: 2 });
    expect(outcome).toMatchObject({ type: "dead", cause: expect.stringContaining("effect-outcome-unknown") });
  });

  test("that was rejected leaves no record and may be retried", async () => {
    const refuse = effectful(() => Promise.reject(new RetryableError("busy", "Later.")), { policy: "ask" });
    expect(await runnerWith(platform).handle(refuse, { envelope: event("e"), attempt: 1 })).toMatchObject({
      type: "retry",
    });
    const accept = effectful(async () => "paid", { policy: "ask" });
    expect(await runnerWith(platform).handle(accept, { envelope: event("e"), attempt: 2 })).toEqual({ type: "done" });
  });
});

test("a kept value is recalled when its event is redelivered, without a read the first time", async () => {
  const found: unknown[] = [];
  const gather = async (_before: unknown, _event: unknown, ctx: StepContext) => {
    found.push(await ctx.recall("plan"));
    await ctx.keep("plan", { amount: 549 });
    if (found.length === 1) throw new Error("crashed");
  };
  const subject = countStep({ gather }) as unknown as AnyStep;
  for (const attempt of [1, 2]) await runnerWith(platform).handle(subject, { envelope: event("e"), attempt });
  expect(found).toEqual([undefined, { amount: 549 }]);
});
