import { DateTime } from "luxon";
import { timeOf } from "../../../shared/sla/minute-intervals.ts";
import { channelName } from "../../engines/sla/channel-names.ts";
import type { PublicStatus } from "../../engines/sla/status/read-status.ts";
import { escaped, iconLink, pageFrame } from "../theme/page-frame.ts";
import { style } from "./style.ts";
import { overallOf, type StatusLanguage, type StatusWords, statusLanguages, statusWords } from "./words.ts";

const shownDays = 90;

/** The public page. It works without scripts, and names nobody. */
export function statusPage(status: PublicStatus, language: StatusLanguage): string {
  const words = statusWords[language];
  const { client, slug, zone, channels } = status;
  const overall = overallOf(channels.map(({ state }) => state));
  const said = { up: words.allUp, down: words.someDown, maintenance: words.maintained, unknown: words.noneKnown };
  const time = (at: string | number) => timeTag(typeof at === "number" ? timeOf(at).toISOString() : at, zone, language);
  return pageFrame(
    { style, language, title: `${words.title}: ${client}`, head: description(`${words.title}: ${client}`) },
    `<header><h1><bdi>${escaped(client)}</bdi>: ${escaped(words.title)}</h1>${otherLanguages(slug, language)}</header>
<p class="notice ${looks[overall]}" role="status">${escaped(said[overall])}</p>
${status.checkedAt === null ? "" : `<p class="quiet">${escaped(words.checked)}: ${time(status.checkedAt)}</p>`}
<section aria-labelledby="channels"><h2 id="channels">${escaped(words.channels)}</h2>
${channels.map((channel) => channelPart(channel, { words, language, readAt: status.readAt })).join("\n")}
<p class="quiet">${escaped(words.history)}</p></section>
${list(
  "incidents",
  words.incidents,
  words,
  status.incidents.map((incident) => incidentPart(incident, words, time)),
)}
${list(
  "maintenance",
  words.planned,
  words,
  status.maintenance.map(({ title, from, to }) => `<h3><bdi>${escaped(title)}</bdi></h3>${time(from)} – ${time(to)}`),
)}
${list(
  "corrections",
  words.corrections,
  words,
  status.corrections.map((each) => correctionPart(each, words, time)),
)}`,
  );
}

export function missingPage(): string {
  const { en, hi, ur } = statusWords;
  return pageFrame(
    { style, language: "en", title: en.title, head: description(en.missing) },
    `<h1>${escaped(en.title)}</h1><p class="notice unknown">${escaped(en.missing)}</p>
<p class="notice unknown" lang="hi">${escaped(hi.missing)}</p><p class="notice unknown" lang="ur" dir="rtl">${escaped(ur.missing)}</p>`,
  );
}

function otherLanguages(slug: string, shown: StatusLanguage): string {
  const links = Object.entries(statusLanguages).flatMap(([language, name]) =>
    language === shown
      ? []
      : [`<a href="/status/${slug}?lang=${language}" lang="${language}" hreflang="${language}">${name}</a>`],
  );
  return `<p class="languages">${links.join("\n")}</p>`;
}

/** Search engines and messengers show it beside the link. */
function description(text: string): string {
  return `${iconLink}<meta name="description" content="${escaped(text)}">`;
}

const looks = { up: "good", down: "bad", maintenance: "warning", unknown: "unknown" } as const;

type Time = (at: string | number) => string;

function list(id: string, title: string, words: StatusWords, items: readonly string[]): string {
  const body =
    items.length === 0
      ? `<p class="quiet">${escaped(words.none)}</p>`
      : `<ul>${items.map((item) => `<li>${item}</li>`).join("\n")}</ul>`;
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escaped(title)}</h2>${body}</section>`;
}

function channelPart(
  { channel, state, days }: PublicStatus["channels"][number],
  {
    words,
    language,
    readAt,
  }: { readonly words: StatusWords; readonly language: StatusLanguage; readonly readAt: Date },
): string {
  const name = channelName(channel, language);
  const today = Math.floor(readAt.getTime() / 86_400_000);
  const byDay = new Map(days.map(([day, known, down]) => [day, { known, down }]));
  const bars = Array.from({ length: shownDays }, (_, index) => {
    const found = byDay.get(today - shownDays + 1 + index);
    return `<rect class="d${gradeOf(found)}" x="${index * 4}" width="3" height="20" y="0"/>`;
  });
  return `<div class="channel"><div class="line"><h3>${escaped(name)}</h3><span class="${state}">${escaped(words[state])}</span></div>
<svg viewBox="0 0 ${shownDays * 4} 20" preserveAspectRatio="none" role="img" aria-label="${escaped(`${name}: ${words.history}`)}">${bars.join("")}</svg></div>`;
}

/** 0: not known. 1: not down. 2: down for up to an hour. 3: longer. */
function gradeOf(day: { readonly known: number; readonly down: number } | undefined): 0 | 1 | 2 | 3 {
  if (!day || day.known === 0) return 0;
  if (day.down === 0) return 1;
  return day.down <= 60 ? 2 : 3;
}

function incidentPart(incident: PublicStatus["incidents"][number], words: StatusWords, time: Time): string {
  const { title, openedAt, closedAt, updates } = incident;
  const until = closedAt === null ? `<span class="down">${escaped(words.ongoing)}</span>` : time(closedAt);
  const notes = updates.map(({ at, text }) => `<li>${time(at)} <bdi>${escaped(text)}</bdi></li>`).join("");
  return `<h3><bdi>${escaped(title)}</bdi></h3>${time(openedAt)} – ${until}${notes === "" ? "" : `<ul>${notes}</ul>`}`;
}

function correctionPart(correction: PublicStatus["corrections"][number], words: StatusWords, time: Time): string {
  const { from, to, state, reason } = correction;
  const counts: Readonly<Record<string, string>> = {
    up: words.countsUp,
    down: words.countsDown,
    unknown: words.countsUnknown,
    excluded: words.countsExcluded,
  };
  return `${time(from)} – ${time(to)}: ${escaped(counts[state] ?? state)}. <bdi>${escaped(reason)}</bdi>`;
}

function timeTag(iso: string, zone: string, language: StatusLanguage): string {
  const local = DateTime.fromISO(iso, { zone }).setLocale(language);
  return `<time datetime="${escaped(iso)}">${escaped(local.toFormat("d LLL yyyy, HH:mm ZZZZ"))}</time>`;
}
