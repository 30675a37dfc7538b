import { clockTime } from "../scenario/times.ts";
import type { Entry } from "../transcript.ts";
import { escapeMarkup } from "./escape-markup.ts";

/** The transcript as list items: messages as bubbles, other entries as lines, and elapsed time. */
export function transcriptHtml(entries: readonly Entry[], timeZone: string): string {
  return entries.map((entry, index) => item(entry, timeZone, entries[index - 1])).join("\n");
}

const minuteMs = 60_000;

function item(entry: Entry, timeZone: string, previous: Entry | undefined): string {
  const { at, actor, text, note } = entry;
  const passedMs = previous ? at.getTime() - previous.at.getTime() : 0;
  const gap = passedMs < minuteMs ? "" : `<li class="gap"><span>${lengthOfTime(passedMs)} later</span></li>\n`;
  const shown = passedMs < 1_000 && previous ? "" : clockTime(at, timeZone, previous?.at);
  const time = `<time datetime="${at.toISOString()}">${shown}</time>`;
  if (actor === "customer" || actor === "agent") {
    const who = `<b>${actor}</b>${note === undefined ? "" : ` <small>${escapeMarkup(note)}</small>`}`;
    return `${gap}<li class="${actor}">${time}<div>${who}<p>${escapeMarkup(text)}</p></div></li>`;
  }
  if (actor === "check")
    return `${gap}<li class="aside check ${note === "passed" ? "good" : "bad"}">${time}<p>${escapeMarkup(text)}</p></li>`;
  const outcome = note === undefined ? "" : ` <small>${escapeMarkup(note)}</small>`;
  return `${gap}<li class="aside ${actor}">${time}<p><b>${actor}</b> ${escapeMarkup(text)}${outcome}</p></li>`;
}

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", minuteMs],
] as const;

/** "1 hour 5 minutes": the two largest units. */
function lengthOfTime(ms: number): string {
  let rest = ms;
  const parts = units.flatMap(([unit, unitMs]) => {
    const count = Math.floor(rest / unitMs);
    rest -= count * unitMs;
    return count === 0 ? [] : [`${count} ${unit}${count === 1 ? "" : "s"}`];
  });
  return parts.slice(0, 2).join(" ");
}
