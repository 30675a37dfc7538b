import { basename, dirname } from "node:path";
import type { ScenarioResult } from "../run-scenario.ts";
import { escapeMarkup } from "./escape-markup.ts";
import { reportStyle } from "./html-style.ts";
import { transcriptHtml } from "./html-transcript.ts";
import { shortPath } from "./short-path.ts";

/**
 * One page without scripts and external resources. Failed scenarios come first, opened, with their reasons. Then follow
 * the passed scenarios with their transcripts, by folder.
 */
export function htmlReport(results: readonly ScenarioResult[], madeAt: Date): string {
  const failed = results.filter(hasFailed);
  const passed = results.filter((result) => !hasFailed(result));
  const heading = failed.length === 0 ? `All ${count(results)} passed` : `${failed.length} of ${count(results)} failed`;
  const folders = Map.groupBy(passed, ({ file }) => dirname(shortPath(file)));
  const seconds = results.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1_000;
  const share = results.length === 0 ? 0 : (100 * passed.length) / results.length;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<h1>${heading}</h1>
<div class="bar" style="--share:${share.toFixed(1)}%"></div>
<p>Simulated customers · ${escapeMarkup(madeAt.toISOString().replace("T", " ").slice(0, 16))} UTC · ${seconds.toFixed(1)} s</p>
<label><input type="checkbox" id="brief"> Only messages</label>
</header>
<main>
${failed.length === 0 ? "" : group("Failed", failed, ({ file, failure }) => `${shortPath(file)}:${failure?.line}`)}
${[...folders].map(([folder, inside]) => group(folder, inside, ({ file }) => basename(file))).join("\n")}
</main>
</body>
</html>
`;
}

function hasFailed({ failure }: ScenarioResult): boolean {
  return failure !== null;
}

function count({ length }: readonly unknown[]): string {
  return `${length} scenario${length === 1 ? "" : "s"}`;
}

type Place = (result: ScenarioResult) => string;

function group(title: string, results: readonly ScenarioResult[], place: Place): string {
  return `<section>
<h2>${escapeMarkup(title)} <small>${results.length}</small></h2>
${results.map((result) => scenario(result, place(result))).join("\n")}
</section>`;
}

function scenario({ failure, name, about, durationMs, timeZone, transcript }: ScenarioResult, place: string): string {
  return `<details${failure ? " open" : ""} class="${failure ? "failed" : "passed"}">
<summary><span>${escapeMarkup(name)}</span><small>${escapeMarkup(place)} · ${durationMs} ms</small></summary>
${about === null ? "" : `<p class="about">${escapeMarkup(about)}</p>`}
${failure ? why(failure) : ""}
<ol>
${transcriptHtml(transcript, timeZone)}
</ol>
<p class="zone">Times are in ${escapeMarkup(timeZone)}.</p>
</details>`;
}

function why({ step, written, message, logged }: NonNullable<ScenarioResult["failure"]>): string {
  const lines =
    logged.length === 0
      ? ""
      : `<details><summary>Latest product logs</summary><pre>${escapeMarkup(logged.join("\n"))}</pre></details>`;
  return `<div class="why"><code>${escapeMarkup(written ?? step)}</code><pre>${escapeMarkup(message)}</pre>${lines}</div>`;
}
