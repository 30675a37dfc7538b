import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { RetryableError, TerminalError } from "../../shared/runtime/failures/errors.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../shared/runtime/runner-fixture.ts";
import { type Fault, type FaultPlan, faultyPlatform, type PortCall } from "../chaos/faulty-platform.ts";
import { until } from "../contracts/open-platform.ts";
import { startNode } from "../flows/stage/node-process.ts";
import { branches, type Collect, fanOutSteps, reports, request, runs } from "./fan-out.ts";

const hour = 3_600_000;
let platform: Platform;
let close: () => Promise<void>;
let plan: FaultPlan = () => undefined;

beforeEach(() => {
  ({ platform, close } = openTestPlatform());
  plan = () => undefined;
});
afterEach(() => close());

/** Starts all steps of the pattern on the embedded platform. `plan` decides which of their calls fail. */
async function start(collect: Collect, overdueAfterMs = hour): Promise<void> {
  const runner = runnerWith(faultyPlatform(platform, (call) => plan(call)));
  for (const each of fanOutSteps(collect, overdueAfterMs)) platform.bus.subscribe(runner.subscription(each));
  await platform.bus.start();
  await platform.scheduler.start();
}

const reportOf = async (runId: string) => (await platform.documents.get(tenantId, reports.collection, runId))?.data;
const runOf = async (runId: string) => (await platform.documents.get(tenantId, runs.collection, runId))?.data;

/** Waits for the join's report and for empty outboxes. */
async function report(runId: string, sources: readonly string[]) {
  await until(`${runId} is joined and at rest`, async () => {
    const owned = await Promise.all(
      sources.map((source) => platform.documents.get(tenantId, branches.collection, `${runId}.${source}`)),
    );
    const open = [await runOf(runId), ...owned.map((each) => each?.data)].some((each) => each?.outbox.length !== 0);
    return !open && (await reportOf(runId)) !== undefined;
  });
  return (await reportOf(runId))?.state;
}

const ten = Array.from({ length: 10 }, (_, index) => `source-${index}`);

test("gathers ten branches concurrently and joins them once", async () => {
  let inside = 0;
  let open: () => void = () => undefined;
  const allInside = new Promise<void>((resolve) => {
    open = resolve;
  });
  // No branch continues before all ten have started, so sequential branches would never end.
  await start(async (_runId, source) => {
    inside += 1;
    if (inside === ten.length) open();
    await allInside;
    return source;
  });
  await platform.bus.publish([request("run", ten)]);
  expect(await report("run", ten)).toEqual({ times: 1, failed: [], found: ten });
  expect(inside).toBe(10);
});

test("reports a failed branch in the join, which completes anyway", async () => {
  let triesOfFlaky = 0;
  await start(async (_runId, source) => {
    if (source === "blocked") throw new TerminalError("source-blocked", "The site rejects our requests.");
    if (source === "down") throw new RetryableError("source-down", "It is down.", { retryAfterMs: 1 });
    if (source === "flaky" && ++triesOfFlaky < 3) throw new Error("socket hang up");
    return source;
  });
  const sources = ["blocked", "down", "flaky", "good"];
  await platform.bus.publish([request("run", sources)]);
  expect(await report("run", sources)).toEqual({ times: 1, failed: ["blocked", "down"], found: ["flaky", "good"] });
  expect((await runOf("run"))?.state.join.results.blocked).toMatchObject({ code: "source-blocked" });
  expect(triesOfFlaky).toBe(3);
  expect((await platform.bus.deadLetters.list(tenantId, { limit: 10 })).items).toEqual([]);
});

test("reports a silent branch when the run is overdue, and ignores its late result", async () => {
  let answer: (found: string) => void = () => undefined;
  const silent = new Promise<string>((resolve) => {
    answer = resolve;
  });
  await start((_runId, source) => (source === "silent" ? silent : Promise.resolve(source)), 100);
  await platform.bus.publish([request("run", ["good", "silent"])]);
  await until("it is closed", async () => (await reportOf("run")) !== undefined);
  answer("late");
  expect(await report("run", ["good", "silent"])).toEqual({ times: 1, failed: ["silent"], found: ["good"] });
});

test("joins once for repeated deliveries and a repeated request", async () => {
  // Google's client repeats a publish whose response was lost, so every event of the run arrives twice.
  plan = (call) => (call === "publish" ? { status: "unavailable", when: "repeated" } : undefined);
  await start(async (_runId, source) => source);
  await platform.bus.publish([request("run", ten), request("run", ten), request("run", ten, "asked again")]);
  expect(await report("run", ten)).toEqual({ times: 1, failed: [], found: ten });
});

test("continues in the next process after a kill during gather, and joins once", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "fan-out-"));
  const own = platform;
  try {
    const victim = startNode("tests/patterns/fan-out-victim.ts", [dataDir]);
    await victim.printed(/(gathering slow)/);
    await victim.signal("SIGKILL");
    platform = openEmbedded({ dataDir });
    await start(async (_runId, source) => source);
    expect(await report("run", ["good", "slow"])).toEqual({ times: 1, failed: [], found: ["good", "slow"] });
  } finally {
    if (platform !== own) await platform.close(1_000);
    await rm(dataDir, { recursive: true });
  }
}, 60_000);

test("joins once and calls each source once, whichever platform call fails, before or after its effect", async () => {
  const three = ["a", "b", "c"];
  const asked: string[] = [];
  await start((runId, source, ctx) =>
    ctx.effect(
      source,
      async (key) => {
        // The source recognises a repeated key, like a source that bills per call.
        const call = `${runId} ${source} ${key}`;
        if (!asked.includes(call)) asked.push(call);
        return source;
      },
      { policy: "repeat" },
    ),
  );

  /** Runs with a fault in the `failing`-th platform call. @returns the number of calls. */
  async function runWith(failing: number, fault: Fault): Promise<number> {
    const runId = `run-${failing}-${fault.when}`;
    let calls = 0;
    plan = (_call: PortCall) => {
      calls += 1;
      return calls === failing ? fault : undefined;
    };
    await platform.bus.publish([request(runId, three)]);
    expect({ runId, ...(await report(runId, three)) }).toEqual({ runId, times: 1, failed: [], found: three });
    expect(asked.filter((call) => call.startsWith(`${runId} `))).toHaveLength(3);
    return calls;
  }

  const calls = await runWith(0, { status: "unavailable", when: "before" });
  expect(calls).toBeGreaterThan(30);
  for (const when of ["before", "after", "midway", "repeated"] as const)
    for (let failing = 1; failing <= calls; failing += 1) await runWith(failing, { status: "unavailable", when });
  expect((await platform.bus.deadLetters.list(tenantId, { limit: 10 })).items).toEqual([]);
}, 120_000);
