import fc from "fast-check";
import { countStep, event, openTestPlatform, runnerWith, type Total } from "../../shared/runtime/runner-fixture.ts";
import type { AnyStep } from "../../shared/runtime/step.ts";
import { expectNothingLost, stored } from "./fault-test.ts";
import { type Fault, faultyPlatform, inOrder, outage, type PortCall, portCalls } from "./faulty-platform.ts";

/** The schedules are the same in every run, so failures are reproducible. */
const seed = 20_261_122;
const faults: readonly Fault[] = [
  { status: "aborted", when: "before" },
  { status: "resourceExhausted", when: "before" },
  { status: "deadlineExceeded", when: "before" },
  { status: "deadlineExceeded", when: "after" },
  { status: "unavailable", when: "midway" },
  { status: "unavailable", when: "repeated" },
];

/** Number of calls of each kind that the step makes for an event. Each of them fails in turn. */
const callsPerEvent = { get: 1, commit: 4, publish: 1, schedule: 2, cancel: 1 } as const;

async function endure(faultTest: Parameters<typeof expectNothingLost>[1]): Promise<void> {
  const { platform, close } = openTestPlatform();
  await expectNothingLost(platform, faultTest).finally(close);
}

describe.each(["bus", "direct"] as const)(
  "events through the ingress %s: nothing is lost or duplicated when",
  (ingress) => {
    for (const [call, calls] of Object.entries(callsPerEvent) as [keyof typeof callsPerEvent, number][]) {
      for (const fault of faults) {
        test(`any ${call} fails: ${fault.status}, ${fault.when}`, async () => {
          for (let skip = 0; skip < calls; skip += 1)
            await endure({ plan: inOrder([{ call, skip, ...fault }]), count: 1, ingress, reach: "counting" });
        });
      }
    }

    test("the region has an outage", async () => {
      for (const calls of [1, 7, 30]) await endure({ plan: outage(calls), count: 3, ingress });
    });

    test("the task queue is full for a while", async () => {
      const full = { call: "schedule", skip: 0, status: "resourceExhausted", when: "before" } as const;
      await endure({ plan: inOrder(Array.from({ length: 12 }, () => full)), count: 2, ingress });
    });

    test("random calls fail", async () => {
      const fault = fc.record({
        call: fc.constantFrom<PortCall[]>(...portCalls),
        skip: fc.nat({ max: 3 }),
        status: fc.constantFrom<Fault["status"][]>("aborted", "resourceExhausted", "deadlineExceeded", "unavailable"),
        when: fc.constantFrom<Fault["when"][]>("before", "after", "midway", "repeated"),
      });
      const schedule = fc.array(fault, { maxLength: 16 });
      await fc.assert(
        fc.asyncProperty(schedule, fc.integer({ min: 1, max: 4 }), (faults, count) =>
          endure({ plan: inOrder(faults), count, ingress }),
        ),
        { seed, numRuns: 25 },
      );
    });
  },
);

test("an effect that can be neither repeated nor looked up is left to a person, never done twice", async () => {
  const { platform, close } = openTestPlatform();
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

test("after a commit of unknown outcome the retry finds its event handled and decides nothing", async () => {
  const { platform, close } = openTestPlatform();
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
