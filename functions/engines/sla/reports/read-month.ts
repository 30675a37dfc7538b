import type { ChannelType } from "../../../../shared/events/index.ts";
import { minorUnits } from "../../../../shared/payments/amount.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { canonicalJson } from "../../../../shared/schema/canonical-json.ts";
import { assessMonth } from "../../../../shared/sla/assess-month.ts";
import { monthMinutes, serviceMinutes } from "../../../../shared/sla/calendar-month.ts";
import { percentText } from "../../../../shared/sla/fraction.ts";
import { isAnnounced } from "../../../../shared/sla/mark-minutes.ts";
import { type MinuteInterval, minuteOf, timeOf } from "../../../../shared/sla/minute-intervals.ts";
import { dayMinutes, dayOf, emptyDay, type MinuteRecord, readDay } from "../../../../shared/sla/minute-record.ts";
import type { CurrentSla } from "../current-sla.ts";
import { correctionsIn, maintenanceIn } from "../notes/read-notes.ts";
import { slaDayId, slaDays } from "../watch/watch.ts";
import { mostDownRuns, mostNoted, type ReportContents } from "./report.ts";

/**
 * A month by the contract as it stands, from the stored minutes. Of the current month, the minutes until now.
 * @throws RangeError when it is no month
 */
export async function readMonth(
  documents: Documents,
  tenantId: TenantId,
  of: { readonly current: CurrentSla; readonly month: string; readonly now: Date },
): Promise<ReportContents> {
  const { current, month, now } = of;
  const { sla, zone, currency, hours } = current;
  const whole = monthMinutes(month, zone);
  // The minute that is now has no record yet.
  const until = Math.max(whole.from, Math.min(whole.to, minuteOf(now)));
  const within = { from: whole.from, to: until };
  const [records, maintenance, corrections] = await Promise.all([
    recordsOf(documents, tenantId, current.channels, within),
    maintenanceIn(documents, tenantId, within),
    correctionsIn(documents, tenantId, within),
  ]);
  const service = serviceMinutes(within, hours);
  const priceMinor = minorUnits(sla.credits?.monthly_price ?? 0, currency);
  const minimumMinor = minorUnits(sla.credits?.minimum ?? 0, currency);
  const notes = { maintenance, corrections };
  const assessed = assessMonth({ sla, month: within, service, records, notes, priceMinor, minimumMinor });
  const isOver = until === whole.to;
  const claimDays = sla.credits?.claim_days ?? 30;
  return {
    month,
    zone,
    contract: sla.name,
    family: sla.family,
    isOver,
    priceMinor,
    currency,
    terms: canonicalJson({ ...sla, alerts: undefined, billing: undefined }),
    monthMinutes: whole.to - whole.from,
    availabilityPercent: assessed.availability && percentText(assessed.availability),
    downMinutes: assessed.downMinutes,
    // What is due is known when the month is over.
    creditHundredths: isOver ? assessed.creditHundredths : null,
    creditMinor: isOver ? assessed.creditMinor : 0,
    claimUntil: timeOf(whole.to + claimDays * dayMinutes).toISOString(),
    channels: assessed.channels.map(({ channel, availability, down, ...counts }) => ({
      ...counts,
      channel: channel as ChannelType,
      availabilityPercent: availability && percentText(availability),
      down: down.slice(0, mostDownRuns),
      furtherDown: Math.max(0, down.length - mostDownRuns),
    })),
    maintenance: maintenance.slice(-mostNoted).map((window) => {
      const { title, from, to } = window;
      return { title, from, to, counts: isAnnounced(window, sla) };
    }),
    corrections: corrections
      .slice(-mostNoted)
      .map(({ from, to, state, reason, by, at }) => ({ from, to, state, reason, by, at })),
  };
}

async function recordsOf(
  documents: Documents,
  tenantId: TenantId,
  channels: readonly ChannelType[],
  within: MinuteInterval,
): Promise<ReadonlyMap<ChannelType, readonly MinuteRecord[]>> {
  const firsts: number[] = [];
  for (let first = dayOf(within.from).first; first < within.to; first += dayMinutes) firsts.push(first);
  const ofChannel = async (channel: ChannelType) => {
    const days = await Promise.all(
      firsts.map((first) => documents.get(tenantId, slaDays, slaDayId(channel, dayOf(first).day))),
    );
    const all = days.flatMap((day) => readDay(day?.data ?? emptyDay));
    const skipped = within.from - (firsts[0] ?? within.from);
    return [channel, all.slice(skipped, skipped + within.to - within.from)] as const;
  };
  return new Map(await Promise.all(channels.map(ofChannel)));
}
