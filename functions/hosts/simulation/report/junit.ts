import type { ScenarioResult } from "../run-scenario.ts";
import { clockTime } from "../scenario/times.ts";
import { escapeMarkup } from "./escape-markup.ts";
import { shortPath } from "./short-path.ts";

/** Results in JUnit format for CI servers: one test case per scenario, with the transcript as its output. */
export function junitReport(results: readonly ScenarioResult[]): string {
  const failures = results.filter(({ failure }) => failure !== null).length;
  const seconds = (ms: number) => (ms / 1_000).toFixed(3);
  const total = seconds(results.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const cases = results.map((result) => {
    const { failure, name, durationMs } = result;
    const file = shortPath(result.file);
    const failed = failure
      ? `\n      <failure type="${escapeMarkup(failure.step)}" message="${escapeMarkup(firstLine(failure.message))}">${escapeMarkup(`${file}:${failure.line} ${failure.written ?? failure.step}\n${failure.message}\n${failure.logged.join("\n")}`)}</failure>`
      : "";
    const output = `\n      <system-out>${escapeMarkup(transcriptText(result))}</system-out>`;
    return `    <testcase classname="${escapeMarkup(file)}" name="${escapeMarkup(name)}" time="${seconds(durationMs)}" file="${escapeMarkup(file)}">${failed}${output}\n    </testcase>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="${results.length}" failures="${failures}" errors="0" time="${total}">
  <testsuite name="simulate" tests="${results.length}" failures="${failures}" errors="0" skipped="0" time="${total}">
${cases.join("\n")}
  </testsuite>
</testsuites>
`;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}

function transcriptText({ transcript, timeZone }: ScenarioResult): string {
  return transcript
    .map(({ at, actor, text, note }, index) => {
      const time = clockTime(at, timeZone, transcript[index - 1]?.at);
      return `${time} ${actor}${note === undefined ? "" : ` (${note})`}: ${text}`;
    })
    .join("\n");
}
