import type { DayCounters } from "../../../shared/contracts/metrics/rollups.ts";
import { changesOf } from "./changes.ts";

export const signals = ["usage", "satisfaction", "handoffs", "resolution", "errors", "sentiment"] as const;
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

/**
 * How a client's agent does, by how it changes and not by how it is: a client that has always handed over a third is used to
 * it, and one that begins to is not. Pure.
 */
export function healthOf(days: readonly DayCounters[], today: string): Health {
  const changes = changesOf(days, today);
  if (changes === undefined) return { score: null, status: "unknown", reasons: [] };
  const reasons = signals
    .flatMap((signal) => {
      const change = changes.find(({ measured, points }) => measured === signal && points >= 1);
      return change ? [{ signal, points: change.points, says: change.says }] : [];
    })
    .sort((one, other) => other.points - one.points);
  const score = Math.max(0, Math.round(100 - reasons.reduce((sum, { points }) => sum + points, 0)));
  return { score, status: score >= 80 ? "healthy" : score >= 55 ? "watch" : "at-risk", reasons };
}
