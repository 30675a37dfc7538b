import { styleText } from "node:util";
import type { ScenarioResult } from "../run-scenario.ts";
import { clockTime } from "../scenario/times.ts";
import type { Entry } from "../transcript.ts";

/** One line per scenario. A failed one also shows its transcript, position and reason. */
export function resultText(result: ScenarioResult, options: { readonly transcript: boolean }): string {
  const { failure, name, durationMs, file } = result;
  const mark = failure ? styleText("red", "✗") : styleText("green", "✓");
  const head = `${mark} ${name} ${styleText("dim", `${durationMs} ms`)}`;
  const dataLines = result.dataDir === null ? [] : [`    data: ${result.dataDir}`];
  const transcript = failure || options.transcript ? transcriptLines(result) : [];
  if (!failure) return [head, ...transcript, ...dataLines].join("\n");
  const place = styleText("bold", `${file}:${failure.line}`);
  const logged = failure.logged.map((line) => `    log: ${line.slice(0, 600)}`);
  const message = indented(`${place}  ${failure.step}: ${failure.message}`);
  return [head, ...transcript, message, ...logged, ...dataLines, ""].join("\n");
}

export function summaryText(results: readonly ScenarioResult[], elapsedMs: number): string {
  const failed = results.filter(({ failure }) => failure !== null).length;
  const passed = results.length - failed;
  const counts = [
    ...(failed > 0 ? [styleText("red", `${failed} failed`)] : []),
    styleText("green", `${passed} passed`),
  ].join(", ");
  return `\n${counts} in ${(elapsedMs / 1_000).toFixed(1)} s`;
}

function transcriptLines({ transcript, timeZone }: ScenarioResult): readonly string[] {
  return transcript.map((entry, index) => {
    const time = clockTime(entry.at, timeZone, transcript[index - 1]?.at);
    return indented(`${styleText("dim", time)} ${entryText(entry)}`);
  });
}

function entryText({ actor, text, note }: Entry): string {
  if (actor === "check") return note === "passed" ? styleText("dim", `✓ ${text}`) : styleText("red", `✗ ${text}`);
  const beside = note === undefined ? "" : styleText("dim", ` (${note})`);
  return `${styleText(colours[actor], actor)}${beside} ${text}`;
}

const colours = {
  customer: "cyan",
  agent: "green",
  tool: "yellow",
  event: "dim",
  outside: "blue",
  check: "red",
} as const;

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}
