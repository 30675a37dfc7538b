import { DateTime } from "luxon";
import type { PdfBlock, PdfDocument } from "../../../../shared/documents/pdf/pdf-document.ts";
import { amountText } from "../../../../shared/payments/amount.ts";
import { timeOf } from "../../../../shared/sla/minute-intervals.ts";
import { channelName } from "../channel-names.ts";
import type { ReportContents } from "./report.ts";
import { type ReportLanguage, reportWords } from "./report-words.ts";

/** A printed report lists this many intervals; the CSV has more. */
const mostListed = 200;

/** A month's report as a document to print. Pure. */
export function reportPdf(
  report: ReportContents & { readonly revision?: number },
  about: { readonly client: string; readonly language: ReportLanguage; readonly madeAt: string },
): PdfDocument {
  const { client, language, madeAt } = about;
  const words = reportWords[language];
  const { zone, channels, maintenance, corrections } = report;
  const local = (at: Date) => DateTime.fromJSDate(at, { zone }).setLocale(language).toFormat("d LLL yyyy HH:mm");
  const time = (minute: number) => local(timeOf(minute));
  const percent = (text: string | null) => (text === null ? words.noMinute : `${text} %`);
  const count = (value: number) => new Intl.NumberFormat("en-IN").format(value);
  const end = "end" as const;
  const outages = channels.flatMap(({ channel, down }) => down.map((span) => ({ channel, ...span })));
  const further = channels.reduce(
    (sum, { furtherDown }) => sum + furtherDown,
    Math.max(0, outages.length - mostListed),
  );
  const section = (title: string): PdfBlock => ({ type: "section", level: 1, title });
  const orNone = (block: PdfBlock & { type: "table" }): PdfBlock =>
    block.rows.length === 0 ? { type: "paragraph", text: words.none } : block;
  return {
    language,
    title: `${words.title}: ${client}`,
    subtitle: `${report.contract}, ${report.month}`,
    author: client,
    madeAt,
    facts: [
      { label: words.contract, value: report.contract },
      { label: words.month, value: report.month },
      { label: words.timeZone, value: zone },
      { label: words.revision, value: String(report.revision ?? 0) },
      { label: words.claimUntil, value: local(new Date(report.claimUntil)) },
    ],
    blocks: [
      ...(report.isOver ? [] : [{ type: "note", tone: "warning", text: words.ongoing } as const]),
      {
        type: "figures",
        figures: [
          { value: percent(report.availabilityPercent), label: words.availability },
          { value: count(report.downMinutes), label: words.downtime },
          { value: amountText(report.creditMinor, report.currency), label: words.credit },
        ],
      },
      section(words.channels),
      {
        type: "table",
        columns: [
          { title: words.channel, width: 2 },
          { title: words.availability, align: end, width: 1.6 },
          ...[words.counted, words.downtime, words.unknown, words.excluded, words.turns, words.failed].map((title) => ({
            title,
            align: end,
          })),
        ],
        rows: channels.map((each) => [
          ...[channelName(each.channel, language), percent(each.availabilityPercent), count(each.countedMinutes)],
          ...[each.downMinutes, each.unknownMinutes, each.excludedMinutes, each.requests, each.errors].map(count),
        ]),
      },
      section(words.outages),
      orNone({
        type: "table",
        columns: [
          ...[words.channel, words.from, words.until].map((title) => ({ title, width: 2 })),
          { title: words.minutes, align: end },
        ],
        rows: outages
          .slice(0, mostListed)
          .map(({ channel, from, to }) => [channelName(channel, language), time(from), time(to), count(to - from)]),
      }),
      ...(further > 0 ? [{ type: "paragraph", text: `${words.further}: ${further}` } as const] : []),
      section(words.maintenance),
      orNone({
        type: "table",
        columns: [
          { title: words.maintenance, width: 3 },
          { title: words.from, width: 2 },
          { title: words.until, width: 2 },
          { title: words.counts, width: 2 },
        ],
        rows: maintenance.map(({ title, from, to, counts }) => [
          title,
          time(from),
          time(to),
          counts ? words.inTime : words.tooLate,
        ]),
      }),
      section(words.corrections),
      orNone({
        type: "table",
        columns: [
          { title: words.reason, width: 3 },
          { title: words.from, width: 2 },
          { title: words.until, width: 2 },
          { title: words.counts },
        ],
        rows: corrections.map(({ reason, from, to, state }) => [reason, time(from), time(to), state]),
      }),
    ],
  };
}
