import { creditHundredths, creditMinor } from "./credit-bands.ts";
import { compare, type Fraction, fraction, one } from "./fraction.ts";
import { intervalMean } from "./interval-mean.ts";
import { correctedRecords, type MinuteMark, type MonthNotes, markMinutes } from "./mark-minutes.ts";
import { type MinuteInterval, minutesIn, unite } from "./minute-intervals.ts";
import type { MinuteRecord } from "./minute-record.ts";
import type { SlaSection } from "./sla-section.ts";

export interface ChannelMonth {
  readonly channel: string;
  /** Null where no minute of the month counts. */
  readonly availability: Fraction | null;
  /** The minutes that count: of the service hours, without what the contract excludes. */
  readonly countedMinutes: number;
  readonly downMinutes: number;
  readonly unknownMinutes: number;
  readonly excludedMinutes: number;
  readonly requests: number;
  readonly errors: number;
  readonly down: readonly MinuteInterval[];
}

export interface MonthAssessment {
  readonly monthMinutes: number;
  readonly channels: readonly ChannelMonth[];
  /** Null: nothing counts, so nothing is due. */
  readonly availability: Fraction | null;
  readonly downMinutes: number;
  /** In hundredths of a percent of the price; null with acceleration, and without credits. */
  readonly creditHundredths: number | null;
  readonly creditMinor: number;
}

export interface MonthInput {
  readonly sla: SlaSection;
  readonly month: MinuteInterval;
  /** The minutes of the service hours. */
  readonly service: readonly MinuteInterval[];
  /** By channel, a record for each minute of the month. */
  readonly records: ReadonlyMap<string, readonly MinuteRecord[]>;
  readonly notes: MonthNotes;
  /** The price of a month and the smallest credit, in the currency's smallest unit. */
  readonly priceMinor: number;
  readonly minimumMinor: number;
}

/** A month by the terms of its contract. Pure and exact: nothing is compared with a rounded percentage. */
export function assessMonth(input: MonthInput): MonthAssessment {
  const { sla, month, priceMinor, minimumMinor } = input;
  const marked = [...input.records].map(([channel, records]) => {
    const context = { sla, month, channel, service: input.service, notes: input.notes };
    return { channel, records: correctedRecords(records, context), marks: markMinutes(records, context) };
  });
  const channels = marked.map(({ channel, records, marks }) => channelMonth({ channel, records, marks, sla, month }));
  const { availability, downMinutes } = together(sla, channels, marked);
  const monthMinutes = month.to - month.from;
  const due = availability === null ? undefined : sla.credits;
  const breached = availability ?? one;
  return {
    monthMinutes,
    channels,
    availability,
    downMinutes,
    creditHundredths: due && due.acceleration === undefined ? creditHundredths(due.bands, breached) : null,
    creditMinor: due
      ? creditMinor(due, { availability: breached, downMinutes, monthMinutes, priceMinor, minimumMinor })
      : 0,
  };
}

function channelMonth(of: {
  readonly channel: string;
  readonly records: readonly MinuteRecord[];
  readonly marks: readonly MinuteMark[];
  readonly sla: SlaSection;
  readonly month: MinuteInterval;
}): ChannelMonth {
  const { channel, records, marks, sla, month } = of;
  const count = (mark: MinuteMark) => marks.filter((each) => each === mark).length;
  const downMinutes = count("down");
  const countedMinutes = downMinutes + count("up");
  const share = countedMinutes === 0 ? null : fraction(countedMinutes - downMinutes, countedMinutes);
  const sum = (field: "requests" | "errors") => records.reduce((total, record) => total + record[field], 0);
  return {
    channel,
    countedMinutes,
    downMinutes,
    availability: sla.family === "bad_minutes" ? share : intervalMean(records, marks, { sla, month }),
    unknownMinutes: count("unknown"),
    excludedMinutes: count("excluded"),
    requests: sum("requests"),
    errors: sum("errors"),
    down: unite(
      marks.flatMap((mark, at) => (mark === "down" ? [{ from: month.from + at, to: month.from + at + 1 }] : [])),
    ),
  };
}

function together(
  sla: SlaSection,
  channels: readonly ChannelMonth[],
  marked: readonly { readonly marks: readonly MinuteMark[] }[],
): { readonly availability: Fraction | null; readonly downMinutes: number } {
  if (sla.combine === "any") {
    const downMinutes = minutesIn(channels.flatMap(({ down }) => down));
    const length = marked[0]?.marks.length ?? 0;
    let counted = 0;
    for (let at = 0; at < length; at += 1)
      if (marked.some(({ marks }) => marks[at] === "up" || marks[at] === "down")) counted += 1;
    return { availability: counted === 0 ? null : fraction(counted - downMinutes, counted), downMinutes };
  }
  const worst = channels
    .filter(({ availability }) => availability !== null)
    .sort((a, b) => compare(a.availability ?? one, b.availability ?? one) || b.downMinutes - a.downMinutes)[0];
  return { availability: worst?.availability ?? null, downMinutes: worst?.downMinutes ?? 0 };
}
