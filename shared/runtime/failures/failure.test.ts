import type { Platform } from "../../platform/platform.ts";
import { countStep, event, openTestPlatform, runnerWith, totalled } from "../runner-fixture.ts";
import { type AnyStep, bugAttempts, defaultRetry, newEvent } from "../step.ts";
import { failureEventId } from "./failure.ts";

let platform: Platform;
let close: () => Promise<void>;

beforeEach(() => {
  ({ platform, close } = openTestPlatform());
});

afterEach(() => close());

describe("an unforeseen error", () => {
  const failing = (error: unknown) =>
    countStep({
      gather: () => Promise.reject(error),
      afterFailure: ({ key, data }) => [newEvent(totalled, key, { total: data?.by ?? -1 })],
    }) as unknown as AnyStep;
  const outcomeAt = (error: unknown, attempt: number) =>
    runnerWith(platform).handle(failing(error), { envelope: event("e"), attempt });

  it("is retried for about a minute, an outage for half an hour", async () => {
    const bug = new TypeError("Cannot read properties of undefined (reading 'text')");
    expect(await outcomeAt(bug, bugAttempts - 1)).toMatchObject({ type: "retry" });
    expect(await outcomeAt(bug, bugAttempts)).toEqual({ type: "dead", cause: `TypeError: ${bug.message}` });
    const { minBackoffMs, maxBackoffMs } = defaultRetry;
    const waits = Array.from({ length: bugAttempts - 1 }, (_, n) => Math.min(maxBackoffMs, minBackoffMs * 2 ** n));
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(63_000);
    const outage = new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
    expect(await outcomeAt(outage, bugAttempts)).toMatchObject({ type: "retry" });
  });

  it("publishes what the step has for it, once, also for data of another shape", async () => {
    const seen: unknown[] = [];
    platform.bus.subscribe({
      name: "listener",
      topic: totalled.type,
      retry: { minBackoffMs: 10, maxBackoffMs: 10, maxAttempts: 5 },
      async handle({ envelope: { id, causationId, data } }) {
        seen.push({ id, causationId, data });
        return { type: "done" };
      },
    });
    await platform.bus.start();
    const { beforeDeadLetter } = runnerWith(platform).subscription(failing(new Error("any")));
    await beforeDeadLetter?.(event("e", 3), "cause");
    await beforeDeadLetter?.({ ...event("odd"), data: { thing: 1 } }, "event-invalid");
    await until(() => seen.length === 2);
    const id = (of: string) => failureEventId(of, "count");
    expect(seen).toEqual([
      { id: id("e"), causationId: "e", data: { total: 3 } },
      { id: id("odd"), causationId: "odd", data: { total: -1 } },
    ]);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
