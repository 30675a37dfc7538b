import { findInstalled } from "./installed.ts";
import { parseOptions, usage } from "./options.ts";
import { planObservability } from "./plan.ts";
import { run } from "./run.ts";
import { situationOf } from "./situation.ts";

/** `npm run observability`. */
const options = parseOptions(process.argv.slice(2));
if (options.type === "help") {
  console.log(usage);
} else if (options.type === "wrong") {
  console.error(`${options.message}\n\n${usage}`);
  process.exitCode = 2;
} else {
  try {
    const situation = situationOf(options, findInstalled());
    process.exitCode = await run(planObservability(situation), situation.folder);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
