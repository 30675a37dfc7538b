import { z } from "zod";
import { channelNames } from "../../../../shared/events/channel-names.ts";
import { timeOf } from "../../../../shared/sla/minute-intervals.ts";
import type { ReportContents } from "./report.ts";

const percent = z
  .string()
  .nullable()
  .describe("In percent with four decimals, for reading; null where no minute counts.");
const from = z.string().describe("Its first minute.");
const until = z.string().describe("The minute after its last.");
const count = (what: string) => z.number().int().describe(what);

export const SlaMonthView = z
  .object({
    month: z.string().describe("The calendar month, such as 2026-11."),
    timezone: z.string().describe("The zone of the month."),
    contract: z.string().describe("The contract's name."),
    family: z.literal(["bad_minutes", "interval_mean"]).describe("How availability is counted."),
    over: z.boolean().describe("False while the month goes on: no credit is known yet."),
    revision: z.number().int().nullable().describe("Which report of the month; null for one that is computed now."),
    month_minutes: count("Minutes of the month, an hour more or less with a clock change."),
    availability: percent,
    down_minutes: count("Minutes down of what decides the credit."),
    credit_percent: z
      .number()
      .nullable()
      .describe("The credit in percent of the price; null without bands, or while the month goes on."),
    credit_minor: count("The credit in the currency's smallest unit."),
    price_minor: count("The price of a month in the currency's smallest unit."),
    currency: z.string().describe("The currency of the amounts."),
    claim_until: z.string().describe("Until when the credit can be claimed."),
    channels: z
      .array(
        z.object({
          channel: z.literal(channelNames).describe("The channel."),
          availability: percent,
          counted_minutes: count("Minutes that count: of the service hours, without what the contract excludes."),
          down_minutes: count("Minutes that were down."),
          unknown_minutes: count("Minutes for which the monitor has no result."),
          excluded_minutes: count("Minutes that the contract takes out: maintenance and exclusions."),
          requests: count("Turns of the month."),
          errors: count("Turns that failed."),
          down: z.array(z.object({ from, until })).describe("When it was down; at most 500 intervals."),
          further_down: count("Intervals that are not listed."),
        }),
      )
      .describe("Each channel by itself."),
    maintenance: z
      .array(
        z.object({
          title: z.string().describe("What was done."),
          from,
          until,
          counts: z.boolean().describe("Whether it was announced in time. If not, it counts as downtime."),
        }),
      )
      .describe("Maintenance of the month."),
    corrections: z
      .array(
        z.object({
          from,
          until,
          state: z.string().describe("How the minutes count."),
          reason: z.string().describe("Why."),
          made_by: z.string().describe("Who made it."),
          made_at: z.string().describe("When it was made."),
        }),
      )
      .describe("Corrections of the month, in the order in which they were made."),
  })
  .meta({ id: "SlaMonth" });
export type SlaMonthView = z.infer<typeof SlaMonthView>;

export function slaMonthView(report: ReportContents & { readonly revision?: number }): SlaMonthView {
  const { month, zone, contract, family, isOver, revision = null, channels, maintenance, corrections } = report;
  return {
    month,
    timezone: zone,
    contract,
    family,
    over: isOver,
    revision,
    month_minutes: report.monthMinutes,
    availability: report.availabilityPercent,
    down_minutes: report.downMinutes,
    credit_percent: report.creditHundredths === null ? null : report.creditHundredths / 100,
    credit_minor: report.creditMinor,
    price_minor: report.priceMinor,
    currency: report.currency,
    claim_until: report.claimUntil,
    channels: channels.map((each) => ({
      channel: each.channel,
      availability: each.availabilityPercent,
      counted_minutes: each.countedMinutes,
      down_minutes: each.downMinutes,
      unknown_minutes: each.unknownMinutes,
      excluded_minutes: each.excludedMinutes,
      requests: each.requests,
      errors: each.errors,
      down: each.down.map(spanView),
      further_down: each.furtherDown,
    })),
    maintenance: maintenance.map(({ title, counts, ...span }) => ({ title, ...spanView(span), counts })),
    corrections: corrections.map(({ state, reason, by, at, ...span }) => ({
      ...spanView(span),
      state,
      reason,
      made_by: by,
      made_at: at,
    })),
  };
}

function spanView(span: { readonly from: number; readonly to: number }) {
  return { from: timeOf(span.from).toISOString(), until: timeOf(span.to).toISOString() };
}
