import type { Counters } from "../../../shared/contracts/metrics/rollup-counters.ts";
import type { DayCounters } from "../../../shared/contracts/metrics/rollups.ts";
import type { TaskFigure } from "../../../shared/events/index.ts";
import { totalBetween } from "./kpis.ts";

/** Of what a client's days are compared. */
export type Measured = "usage" | "satisfaction" | "handoffs" | "resolution" | "errors" | "sentiment" | "quality";

export interface Change {
  readonly measured: Measured;
  /** How much worse it became beyond what chance explains: 0 to 40. */
  readonly points: number;
  readonly value: number;
  readonly before: number;
  readonly unit: TaskFigure["unit"];
  readonly says: string;
}

/** Fourteen days against the twenty-eight before: whole weeks, so that no weekday counts more on one side. */
const recent = [13, 0] as const;
const earlier = [41, 14] as const;
/** Below this, a rate says nothing. */
const leastConversations = 20;
const mostPoints = 40;

interface Period {
  readonly counters: Counters;
  readonly days: number;
}

/**
 * Each measure with enough behind it, by how it changed. The change is measured in its own standard errors, so that a small
 * client does not alarm by chance. Undefined without any traffic. Pure.
 */
export function changesOf(days: readonly DayCounters[], today: string): readonly Change[] | undefined {
  const now = { counters: totalBetween(days, today, ...recent), days: 14 };
  const before = { counters: totalBetween(days, today, ...earlier), days: 28 };
  if (now.counters.conversations.begun + before.counters.conversations.begun === 0) return undefined;
  return [usage(now, before), ...rates.map((rate) => changeOf(rate, now, before))].flatMap((change) => change ?? []);
}

function usage(now: Period, before: Period): Change | undefined {
  const [perDay, usual] = [now, before].map(({ counters, days }) => counters.conversations.begun / days);
  if (perDay === undefined || usual === undefined || usual * before.days < leastConversations) return undefined;
  const drop = (usual - perDay) / usual;
  // Conversations come in bursts, so that a day is spread more than Poisson's.
  const error = Math.sqrt(3 * usual * (1 / now.days + 1 / before.days)) / usual;
  const says = `${perDay.toFixed(1)} conversations a day, after ${usual.toFixed(1)}.`;
  const points = pointsOf(drop, error, 0.5);
  return { measured: "usage", points, value: perDay, before: usual, unit: "per-day", says };
}

interface Rate {
  readonly measured: Measured;
  readonly unit: TaskFigure["unit"];
  of(counters: Counters): { readonly sum: number; readonly count: number };
  /** The variance of one value around this mean. */
  variance(mean: number): number;
  readonly worse: "higher" | "lower";
  /** The change that takes all points: as a share of the usual, or of `scale`. */
  readonly full: number;
  readonly scale: number;
  says(now: number, before: number): string;
}

const percent = (value: number) => `${(value * 100).toFixed(0)} %`;
const ofShare = (mean: number) => Math.max(0.01, mean * (1 - mean));

const rates: readonly Rate[] = [
  {
    measured: "sentiment",
    unit: "score",
    worse: "lower",
    full: 0.25,
    scale: 1,
    variance: () => 0.04,
    of: ({ sentiment: { sumHundredths, count } }) => ({ sum: sumHundredths / 100, count }),
    says: (now, before) => `Customers' messages sound like ${now.toFixed(2)} of 1, after ${before.toFixed(2)}.`,
  },
  {
    measured: "quality",
    unit: "score",
    worse: "lower",
    full: 2,
    scale: 1,
    variance: () => 2.5,
    of: ({ quality: { sumHundredths, count } }) => ({ sum: sumHundredths / 100, count }),
    says: (now, before) => `Conversations score ${now.toFixed(1)} of 10, after ${before.toFixed(1)}.`,
  },
  {
    measured: "satisfaction",
    unit: "rating",
    worse: "lower",
    full: 1,
    scale: 1,
    variance: () => 1.4,
    of: ({ ratings: { sumHundredths, count } }) => ({ sum: sumHundredths / 100, count }),
    says: (now, before) => `Customers rate ${now.toFixed(2)}, after ${before.toFixed(2)}.`,
  },
  {
    measured: "handoffs",
    unit: "share",
    worse: "higher",
    full: 0.25,
    scale: 1,
    variance: ofShare,
    of: ({ conversations: { handedOver, begun } }) => ({ sum: handedOver, count: begun }),
    says: (now, before) => `${percent(now)} of the conversations go to a person, after ${percent(before)}.`,
  },
  {
    measured: "resolution",
    unit: "share",
    worse: "lower",
    full: 0.25,
    scale: 1,
    variance: ofShare,
    of: ({ conversations: { resolved, reopened, ended } }) => ({ sum: resolved - reopened, count: ended }),
    says: (now, before) => `${percent(now)} of the conversations are resolved, after ${percent(before)}.`,
  },
  {
    measured: "errors",
    unit: "per-conversation",
    worse: "higher",
    full: 0.25,
    scale: 1,
    variance: (mean) => Math.max(0.01, mean),
    of: ({ errors, conversations: { begun } }) => ({
      sum: Object.values(errors).reduce((sum, each) => sum + each, 0),
      count: begun,
    }),
    says: (now, before) => `${now.toFixed(2)} errors in a conversation, after ${before.toFixed(2)}.`,
  },
];

function changeOf(rate: Rate, now: Period, before: Period): Change | undefined {
  const [recently, usually] = [rate.of(now.counters), rate.of(before.counters)];
  if (Math.min(recently.count, usually.count) < leastConversations) return undefined;
  const [mean, usual] = [recently.sum / recently.count, usually.sum / usually.count];
  const worsening = (rate.worse === "higher" ? mean - usual : usual - mean) / rate.scale;
  const error = Math.sqrt(rate.variance(usual) * (1 / recently.count + 1 / usually.count));
  const { measured, unit, full } = rate;
  const points = pointsOf(worsening, error, full);
  return { measured, points, value: mean, before: usual, unit, says: rate.says(mean, usual) };
}

/** Nothing up to two standard errors, all points from `full` on, and in between by the part that is beyond chance. */
function pointsOf(worsening: number, error: number, full: number): number {
  const beyondChance = worsening - 2 * error;
  return Math.round(mostPoints * Math.min(1, Math.max(0, beyondChance / full)) * 10) / 10;
}
