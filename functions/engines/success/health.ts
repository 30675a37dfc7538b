import type { Counters } from "../../../shared/contracts/rollup-counters.ts";
import type { DayCounters } from "../../../shared/contracts/rollups.ts";
import { totalBetween } from "./kpis.ts";

export const signals = ["usage", "satisfaction", "handoffs", "resolution", "errors"] as const;
export type Signal = (typeof signals)[number];

export interface HealthReason {
  readonly signal: Signal;
  /** What it takes from 100. */
  readonly points: number;
  readonly says: string;
}

export interface Health {
  /** Null without traffic: unknown is not healthy. */
  readonly score: number | null;
  readonly status: "healthy" | "watch" | "at-risk" | "unknown";
  /** The one that takes most first. Only what takes something. */
  readonly reasons: readonly HealthReason[];
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
 * How a client's agent does, by how it changes and not by how it is: a client that has always handed over a third is used to
 * it, and one that begins to is not. Each signal's change is measured in its own standard errors, so that a small client does
 * not alarm by chance. Pure.
 */
export function healthOf(days: readonly DayCounters[], today: string): Health {
  const now = { counters: totalBetween(days, today, ...recent), days: 14 };
  const before = { counters: totalBetween(days, today, ...earlier), days: 28 };
  if (now.counters.conversations.begun + before.counters.conversations.begun === 0)
    return { score: null, status: "unknown", reasons: [] };
  const reasons = [usage(now, before), ...rates.map((rate) => changeOf(rate, now, before))]
    .flatMap((reason) => (reason && reason.points >= 1 ? [reason] : []))
    .sort((one, other) => other.points - one.points);
  const score = Math.max(0, Math.round(100 - reasons.reduce((sum, { points }) => sum + points, 0)));
  return { score, status: score >= 80 ? "healthy" : score >= 55 ? "watch" : "at-risk", reasons };
}

function usage(now: Period, before: Period): HealthReason | undefined {
  const [perDay, usual] = [now, before].map(({ counters, days }) => counters.conversations.begun / days);
  if (perDay === undefined || usual === undefined || usual * before.days < leastConversations) return undefined;
  const drop = (usual - perDay) / usual;
  // Conversations come in bursts, so that a day is spread more than Poisson's.
  const error = Math.sqrt(3 * usual * (1 / now.days + 1 / before.days)) / usual;
  const says = `${perDay.toFixed(1)} conversations a day, after ${usual.toFixed(1)}.`;
  return { signal: "usage", points: pointsOf(drop, error, 0.5), says };
}

interface Rate {
  readonly signal: Signal;
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
    ...{ signal: "satisfaction", worse: "lower", full: 1, scale: 1, variance: () => 1.4 },
    of: ({ ratings: { sumHundredths, count } }) => ({ sum: sumHundredths / 100, count }),
    says: (now, before) => `Customers rate ${now.toFixed(2)}, after ${before.toFixed(2)}.`,
  },
  {
    ...{ signal: "handoffs", worse: "higher", full: 0.25, scale: 1, variance: ofShare },
    of: ({ conversations: { handedOver, begun } }) => ({ sum: handedOver, count: begun }),
    says: (now, before) => `${percent(now)} of the conversations go to a person, after ${percent(before)}.`,
  },
  {
    ...{ signal: "resolution", worse: "lower", full: 0.25, scale: 1, variance: ofShare },
    of: ({ conversations: { resolved, reopened, ended } }) => ({ sum: resolved - reopened, count: ended }),
    says: (now, before) => `${percent(now)} of the conversations are resolved, after ${percent(before)}.`,
  },
  {
    ...{ signal: "errors", worse: "higher", full: 0.25, scale: 1, variance: (mean) => Math.max(0.01, mean) },
    of: ({ errors, conversations: { begun } }) => ({
      sum: Object.values(errors).reduce((sum, each) => sum + each, 0),
      count: begun,
    }),
    says: (now, before) => `${now.toFixed(2)} errors in a conversation, after ${before.toFixed(2)}.`,
  },
];

function changeOf(rate: Rate, now: Period, before: Period): HealthReason | undefined {
  const [recently, usually] = [rate.of(now.counters), rate.of(before.counters)];
  if (Math.min(recently.count, usually.count) < leastConversations) return undefined;
  const [mean, usual] = [recently.sum / recently.count, usually.sum / usually.count];
  const worsening = (rate.worse === "higher" ? mean - usual : usual - mean) / rate.scale;
  const error = Math.sqrt(rate.variance(usual) * (1 / recently.count + 1 / usually.count));
  return { signal: rate.signal, points: pointsOf(worsening, error, rate.full), says: rate.says(mean, usual) };
}

/** Nothing up to two standard errors, all points from `full` on, and in between by the part that is beyond chance. */
function pointsOf(worsening: number, error: number, full: number): number {
  const beyondChance = worsening - 2 * error;
  return Math.round(mostPoints * Math.min(1, Math.max(0, beyondChance / full)) * 10) / 10;
}
