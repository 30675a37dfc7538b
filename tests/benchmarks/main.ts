import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../../shared/project-root.ts";
import { campaignSection } from "./chat/campaign.ts";
import { dueAtOnceSection } from "./chat/due-at-once.ts";
import { cpuSections } from "./cpu.ts";
import { googleSection } from "./google/google.ts";
import { groundingSection } from "./grounding.ts";
import { enduranceSection, googleEnduranceSection } from "./load/endurance-section.ts";
import { loadSection } from "./load/load-section.ts";
import { machine } from "./machine.ts";
import { memorySection } from "./memory.ts";
import { operationsSection } from "./operations.ts";
import { missedGoals, type Section, sectionText } from "./report.ts";
import { retrievalSections } from "./retrieval/retrieval-sections.ts";
import { rollbackSection } from "./rollback.ts";
import { sameQuestionsSections } from "./same-questions.ts";
import { startUpSection } from "./start-up.ts";
import { tracingSection } from "./tracing.ts";
import { voiceSections } from "./voice/voice-section.ts";

/**
 * `npm run bench`: measures the cost of a turn in counts and ratios, because times depend more on the machine than on the
 * product. Writes tests/benchmarks/results.json, except with --quick or a part (`npm run bench -- voice`).
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, only: { type: "string" } },
});
const { quick, only = positionals[0] } = options;

/** 5,000 conversations, or 600 with --quick. */
const enduranceSize = quick ? { turns: 6_000, steps: 6 } : { turns: 50_000, steps: 20 };

const parts: Readonly<Record<string, () => Promise<readonly Section[]>>> = {
  operations: async () => [await operationsSection(quick ? 1 : 3)],
  google: async () => [await googleSection(quick ? 1 : 3)],
  cpu: () => cpuSections(quick ? { rounds: 5, requests: 200 } : { rounds: 11, requests: 400 }),
  tracing: async () => [await tracingSection(quick ? { rounds: 5, requests: 200 } : { rounds: 11, requests: 400 })],
  campaign: async () => [await campaignSection(quick ? 500 : 10_000)],
  scheduled: async () => [await dueAtOnceSection(quick ? 500 : 10_000)],
  retrieval: () => retrievalSections(quick ? { passages: 10_000, searches: 50 } : { passages: 100_000, searches: 300 }),
  "same-questions": sameQuestionsSections,
  voice: () => voiceSections(quick ? { turns: 10 } : { turns: 52 }),
  grounding: async () => [await groundingSection()],
  rollback: async () => [await rollbackSection(quick ? 2 : 10)],
  start: async () => [await startUpSection(quick ? 1 : 3)],
  load: async () => [await loadSection(quick ? { users: 20, seconds: 30 } : { users: 200, seconds: 120 })],
  endurance: async () => [await enduranceSection(enduranceSize)],
  "endurance-google": async () => [await googleEnduranceSection(enduranceSize)],
  memory: async () => [await memorySection(quick ? { turns: 2_500, steps: 4 } : { turns: 10_000, steps: 8 })],
};
if (only !== undefined && !(only in parts))
  throw new Error(`The parts are ${Object.keys(parts).join(", ")}; there is no "${only}".`);

const measuredOn = machine();
const { processor, cores, memoryGiB, node, system, loadAverage } = measuredOn;
console.log(
  `Measured on ${cores} cores of ${processor}, ${memoryGiB} GiB, ${system}, Node ${node}, load ${loadAverage}.\n`,
);
const sections: Section[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (only !== undefined && name !== only) continue;
  const measured = await measure();
  sections.push(...measured);
  for (const section of measured) console.log(`${sectionText(section)}\n`);
}
const missed = missedGoals(sections);
console.log(
  missed.length === 0 ? "All goals are met." : `Goals missed:\n${missed.map((each) => `  ${each}`).join("\n")}`,
);

if (!quick && only === undefined) {
  const file = join(projectRoot, "tests/benchmarks/results.json");
  writeFileSync(
    file,
    `${JSON.stringify({ measuredOn, measuredAt: new Date().toISOString(), missed, sections }, null, 2)}\n`,
  );
}
