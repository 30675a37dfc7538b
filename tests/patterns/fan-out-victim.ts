import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import { runnerWith } from "../../shared/runtime/runner-fixture.ts";
import { fanOutSteps, request } from "./fan-out.ts";

/** Runs the pattern in the given folder until it is killed. The source "slow" never responds. */
const [dataDir = ""] = process.argv.slice(2);
const platform = openEmbedded({ dataDir });
const runner = runnerWith(platform);
const steps = fanOutSteps(async (_runId, source) => {
  if (source !== "slow") return source;
  process.stdout.write("gathering slow\n");
  return new Promise<string>(() => undefined);
}, 3_600_000);
for (const each of steps) platform.bus.subscribe(runner.subscription(each));
await platform.bus.start();
await platform.scheduler.start();
await platform.bus.publish([request("run", ["good", "slow"])]);
