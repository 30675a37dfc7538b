import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { RetryableError, TerminalError } from "../../shared/runtime/errors.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../shared/runtime/runner-fixture.ts";
import { type Fault, type FaultPlan, faultyPlatform, type PortCall } from "../chaos/faulty-platform.ts";
import { until } from "../contracts/open-platform.ts";
import { startNode } from "../flows/node-process.ts";
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

/** Every step of the pattern on the embedded platform; `plan` says which calls of theirs fail. */
async function start(collect: Collect, overdueAfterMs = hour): Promise<void> {
  const runner = runnerWith(faultyPlatform(platform, (call) => plan(call)));
  for (const each of fanOutSteps(collect, overdueAfterMs)) platform.bus.subscribe(runner.subscription(each));
  await platform.bus.start();
  await platform.scheduler.start();
}

const reportOf = async (runId: string) => (await platform.documents.get(tenantId, reports.collection, runId))?.data;
const runOf = async (runId: string) => (await platform.documents.get(tenantId, runs.collection, runId))?.data;

/** Waits for the join's report, and until nothing is left in any outbox. */
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

test("ten branches gather side by side, and are joined once", async () => {
  let inside = 0;
  let open: () => void = () => undefined;
  const allInside = new Promise<void>((resolve) => {
    open = resolve;
  });
  // No branch goes on before all ten are inside: branches that waited for each other would never end.
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

test("a branch that fails for good is named by the join, which ends all the same", async () => {
  let triesOfFlaky = 0;
  await start(async (_runId, source) => {
    if (source === "blocked") throw new TerminalError("source-blocked", "The site refuses us.");
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

test("a branch that never answers is named when the run is overdue, and its late result changes nothing", async () => {
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

test("events that are delivered twice, and a run that is asked for twice, lead to one join", async () => {
  // Google's client repeats a publish whose answer was lost: every event of the run comes twice.
  plan = (call) => (call === "publish" ? { status: "unavailable", when: "repeated" } : undefined);
  await start(async (_runId, source) => source);
  await platform.bus.publish([request("run", ten), request("run", ten), request("run", ten, "asked again")]);
  expect(await report("run", ten)).toEqual({ times: 1, failed: [], found: ten });
});

test("a process that is killed while branches gather leaves them to the next one, and there is one join", async () => {
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

test("whichever call to the platform fails, before or after it was done, there is one join and each source is asked once", async () => {
  const three = ["a", "b", "c"];
  const asked: string[] = [];
  await start((runId, source, ctx) =>
    ctx.effect(
      source,
      async (key) => {
        // The source knows a repeated key, as one that bills for a call does.
        const call = `${runId} ${source} ${key}`;
        if (!asked.includes(call)) asked.push(call);
        return source;
      },
      { policy: "repeat" },
    ),
  );

  /** The run, with its `failing`-th call to the platform failing; how many calls it made. */
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
