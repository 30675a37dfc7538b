import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { formatProblems, type Problem } from "../../shared/config/problem.ts";
import { findScenarioFiles } from "./find-files.ts";
import { resultText, summaryText } from "./report/terminal.ts";
import { runScenario, type ScenarioResult } from "./run-scenario.ts";
import { readScenario, type Scenario } from "./scenario.ts";

/** `npm run cli -- simulate`, in a process of its own: shared/cli/simulate/verb.ts describes the options. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    filter: { type: "string" },
    bail: { type: "boolean", default: false },
    "keep-data": { type: "boolean", default: false },
    transcript: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    html: { type: "string" },
    junit: { type: "string" },
  },
});

const startedAt = performance.now();
const { scenarios, problems } = await readAll(findScenarioFiles(positionals));
if (problems.length > 0) {
  console.error(formatProblems(problems));
  process.exit(1);
}
const results: ScenarioResult[] = [];
for (const scenario of scenarios) {
  const result = await runScenario(scenario, { keepData: values["keep-data"] });
  results.push(result);
  console.log(values.json ? JSON.stringify(result) : resultText(result, { transcript: values.transcript }));
  if (result.failure && values.bail) break;
}
if (!values.json) console.log(summaryText(results, performance.now() - startedAt));
process.exit(results.some(({ failure }) => failure !== null) ? 1 : 0);

async function readAll(files: readonly string[]) {
  const scenarios: Scenario[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const read = readScenario(file, await readFile(file, "utf8"));
    if (!read.ok) problems.push(...read.problems);
    else if (isWanted(read.scenario)) scenarios.push(read.scenario);
  }
  return { scenarios, problems };
}

function isWanted({ name, file }: Scenario): boolean {
  const filter = values.filter?.toLowerCase() ?? "";
  return name.toLowerCase().includes(filter) || file.toLowerCase().includes(filter);
}
