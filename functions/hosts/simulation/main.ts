import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type ConfigProblem, formatProblems } from "../../../shared/config/reading/problem.ts";
import { htmlReport } from "./report/html.ts";
import { junitReport } from "./report/junit.ts";
import { resultText, summaryText } from "./report/terminal.ts";
import { runScenario, type ScenarioResult } from "./run-scenario.ts";
import { findScenarioFiles } from "./scenario/find-files.ts";
import { readScenario, type Scenario } from "./scenario/scenario.ts";

/** `npm run cli -- simulate` in a separate process. functions/hosts/cli/simulate/verb.ts describes the options. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    filter: { type: "string", default: "" },
    list: { type: "boolean", default: false },
    bail: { type: "boolean", default: false },
    transcript: { type: "boolean", default: false },
    "keep-data": { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    html: { type: "string" },
    junit: { type: "string" },
  },
});

// A reader may close the pipe early, like `| head`.
process.stdout.on("error", () => process.exit(1));

const passed = await simulate().catch((error: unknown) => {
  console.error(error instanceof Error && error.constructor === Error ? error.message : error);
  return false;
});
// Exits even if a scenario left something open.
process.exit(passed ? 0 : 1);

/** @returns whether every scenario passed. @throws Error if there is no scenario to play. */
async function simulate(): Promise<boolean> {
  const startedAt = performance.now();
  const { scenarios, problems } = await readAll(findScenarioFiles(positionals));
  if (problems.length > 0) throw new Error(formatProblems(problems));
  const wanted = scenarios.filter(isWanted);
  if (wanted.length === 0) throw new Error(`None of ${scenarios.length} scenarios matches "${values.filter}".`);
  if (values.list) {
    for (const { file, name } of wanted)
      console.log(values.json ? JSON.stringify({ file, name }) : `${file}\n    ${name}`);
    return true;
  }

  const results: ScenarioResult[] = [];
  for (const scenario of wanted) {
    const result = await runScenario(scenario, { keepData: values["keep-data"] });
    results.push(result);
    console.log(values.json ? JSON.stringify(result) : resultText(result, values));
    if (result.failure && values.bail) break;
  }
  if (values.html !== undefined) await writeFile(values.html, htmlReport(results, new Date()));
  if (values.junit !== undefined) await writeFile(values.junit, junitReport(results));
  if (!values.json) console.log(summaryText(results, performance.now() - startedAt));
  return results.every(({ failure }) => failure === null);
}

async function readAll(files: readonly string[]) {
  const scenarios: Scenario[] = [];
  const problems: ConfigProblem[] = [];
  for (const file of files) {
    const read = readScenario(file, await readFile(file, "utf8"));
    if (read.ok) scenarios.push(read.scenario);
    else problems.push(...read.problems);
  }
  return { scenarios, problems };
}

function isWanted({ name, file }: Scenario): boolean {
  return [name, file].some((text) => text.toLowerCase().includes(values.filter.toLowerCase()));
}
