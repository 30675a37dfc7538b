import { relative } from "node:path";
import { projectRoot } from "../../../shared/project-root.ts";
import type { ScenarioResult } from "../run-scenario.ts";
import { clockTime } from "../times.ts";
import type { Entry } from "../transcript.ts";
import { escaped } from "./escaped.ts";
import { reportStyle } from "./html-style.ts";

/** One page without scripts or anything to load: every scenario with its transcript, those that failed open. */
export function htmlReport(results: readonly ScenarioResult[], madeAt: Date): string {
  const failed = results.filter(({ failure }) => failure !== null);
  const heading =
    failed.length === 0
      ? `All ${results.length} scenarios passed`
      : `${failed.length} of ${results.length} scenarios failed`;
  const ordered = [...failed, ...results.filter(({ failure }) => failure === null)];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<style>${reportStyle}</style>
</head>
<body>
<header class="${failed.length === 0 ? "passed" : "failed"}">
<h1>${heading}</h1>
<p>Simulated customers, ${escaped(madeAt.toISOString().replace("T", " ").slice(0, 16))} UTC</p>
</header>
<main>
${ordered.map(section).join("\n")}
</main>
</body>
</html>
`;
}

function section(result: ScenarioResult): string {
  const { failure, name, about, durationMs, timeZone } = result;
  const file = relative(projectRoot, result.file);
  const counts = `${durationMs} ms · ${escaped(file)}${failure ? `:${failure.line}` : ""} · times in ${escaped(timeZone)}`;
  const why = failure
    ? `<div class="failure"><strong>${escaped(failure.step)}</strong><pre>${escaped(failure.message)}</pre>${logged(failure.logged)}</div>`
    : "";
  return `<details${failure ? " open" : ""} class="${failure ? "failed" : "passed"}">
<summary>${escaped(name)}<small>${counts}</small></summary>
${about === null ? "" : `<p>${escaped(about)}</p>`}
<ol>
${result.transcript.map((entry, index) => line(entry, timeZone, result.transcript[index - 1])).join("\n")}
</ol>
${why}
</details>`;
}

function line({ at, actor, text, note }: Entry, timeZone: string, previous: Entry | undefined): string {
  const time = `<time datetime="${at.toISOString()}">${clockTime(at, timeZone, previous?.at)}</time>`;
  const beside = note === undefined ? "" : `<small>${escaped(note)}</small>`;
  return `<li class="${actor}">${time}<div><b>${actor}</b>${beside}<p>${escaped(text)}</p></div></li>`;
}

function logged(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `<p>What the product logged last:</p><pre>${escaped(lines.join("\n"))}</pre>`;
}
