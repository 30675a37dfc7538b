import { stringify } from "csv-stringify/sync";
import { timeOf } from "../../../../shared/sla/minute-intervals.ts";
import type { ReportContents } from "./report.ts";

/** A line for each channel, each time it was down, each maintenance and each correction. Pure. */
export function reportCsv(report: ReportContents): string {
  const { month, channels, maintenance, corrections } = report;
  const span = ({ from, to }: { readonly from: number; readonly to: number }) => ({
    from: timeOf(from).toISOString(),
    until: timeOf(to).toISOString(),
    minutes: to - from,
  });
  const lines = [
    {
      month,
      kind: "month",
      availability_percent: report.availabilityPercent,
      minutes: report.monthMinutes,
      down_minutes: report.downMinutes,
      credit_minor: report.creditMinor,
      currency: report.currency,
    },
    ...channels.flatMap(({ channel, down, ...each }) => [
      {
        month,
        kind: "channel",
        channel,
        availability_percent: each.availabilityPercent,
        minutes: each.countedMinutes,
        down_minutes: each.downMinutes,
        unknown_minutes: each.unknownMinutes,
        excluded_minutes: each.excludedMinutes,
        requests: each.requests,
        errors: each.errors,
      },
      ...down.map((run) => ({ month, kind: "down", channel, ...span(run) })),
    ]),
    ...maintenance.map(({ title, counts, ...each }) => ({
      month,
      kind: "maintenance",
      ...span(each),
      text: title,
      counts: counts ? "announced" : "late",
    })),
    ...corrections.map(({ reason, state, ...each }) => ({
      month,
      kind: "correction",
      ...span(each),
      text: reason,
      counts: state,
    })),
  ];
  // A reason is somebody's words, and a spreadsheet would run one that begins with "=".
  return stringify(lines, { header: true, escape_formulas: true, columns: [...columns] });
}

const columns = [
  ...["month", "kind", "channel", "availability_percent", "minutes", "down_minutes", "unknown_minutes"],
  ...["excluded_minutes", "requests", "errors", "credit_minor", "currency", "from", "until", "text", "counts"],
];
