import fc from "fast-check";
import { countStep, event, openTestPlatform, runnerWith, type Total } from "../../shared/runtime/runner-fixture.ts";
import type { AnyStep } from "../../shared/runtime/step.ts";
import { type Fault, faultyPlatform, inOrder, outage, type PortCall, portCalls } from "./faulty-platform.ts";
import { stored, survives } from "./platform-faults-ordeal.ts";

/** The same schedules at every run: a failure here is a failure again. */
const seed = 20_261_122;
const faults: readonly Fault[] = [
  { status: "aborted", when: "before" },
  { status: "resourceExhausted", when: "before" },
  { status: "deadlineExceeded", when: "before" },
  { status: "deadlineExceeded", when: "after" },
  { status: "unavailable", when: "midway" },
  { status: "unavailable", when: "repeated" },
];

/** How many calls of a kind the step makes for an event: each is the one that fails, in turn. */
const callsPerEvent = { get: 1, commit: 4, publish: 1, schedule: 2, cancel: 1 } as const;

async function endures(ordeal: Parameters<typeof survives>[1]): Promise<void> {
  const { platform, close } = openTestPlatform();
  await survives(platform, ordeal).finally(close);
}

describe.each(["bus", "direct"] as const)("events through the door %s: nothing is lost or doubled when", (door) => {
  for (const [call, calls] of Object.entries(callsPerEvent) as [keyof typeof callsPerEvent, number][]) {
    for (const fault of faults) {
      test(`${call} fails, whichever of them: ${fault.status}, ${fault.when}`, async () => {
        for (let skip = 0; skip < calls; skip += 1)
          await endures({ plan: inOrder([{ call, skip, ...fault }]), count: 1, door, reach: "counting" });
      });
    }
  }

  test("the region is dead for a while", async () => {
    for (const calls of [1, 7, 30]) await endures({ plan: outage(calls), count: 3, door });
  });

  test("the queue of tasks is full for a while", async () => {
    const full = { call: "schedule", skip: 0, status: "resourceExhausted", when: "before" } as const;
    await endures({ plan: inOrder(Array.from({ length: 12 }, () => full)), count: 2, door });
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
        endures({ plan: inOrder(befalling), count, door }),
      ),
      { seed, numRuns: 25 },
    );
  });
});

test("an effect that nobody can repeat or ask about is left to a person, never done twice", async () => {
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

test("a commit of unknown outcome: the retry finds its event handled, and decides nothing again", async () => {
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
