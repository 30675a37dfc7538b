import { type RecentMinutes, type WindowCounts, windowCounts } from "./recent-minutes.ts";

export const alertNames = ["outage", "error-rate", "burn-fast", "burn-medium", "burn-slow"] as const;
export type AlertName = (typeof alertNames)[number];

/** `page` wakes somebody, `ticket` waits for the morning. */
export type Severity = "page" | "ticket";

interface BurnRule {
  readonly name: AlertName;
  readonly severity: Severity;
  /** How many times faster than the objective allows the budget is used up. */
  readonly burn: number;
  /** Minutes. Both windows must show it: the long one that it matters, the short one that it goes on. */
  readonly long: number;
  readonly short: number;
  /** So many failed turns, or minutes with a failed probe, in the long window. A blip burns a budget too, and wakes nobody. */
  readonly least: number;
}

/** Multi-window, multi-burn-rate alerts (Google, The Site Reliability Workbook, chapter 5, table 5-8). */
const burnRules: readonly BurnRule[] = [
  { name: "burn-fast", severity: "page", burn: 14.4, long: 60, short: 5, least: 3 },
  { name: "burn-medium", severity: "page", burn: 6, long: 360, short: 30, least: 5 },
  { name: "burn-slow", severity: "ticket", burn: 1, long: 4_320, short: 360, least: 10 },
];

/** One failed probe may be the network. Two in a row are an outage, found within two minutes. */
const outageProbes = 2;
/**
 * Burn rates find 5 % errors after 17 minutes at 99.9 % and never at 95 %. So errors above 2 % over a quarter of an hour page
 * whatever was promised.
 */
const errorRate = { percent: 2, long: 15, short: 5, leastErrors: 5 } as const;
export interface AlertTerms {
  /** Percent, such as 99.9. */
  readonly objective: number;
  readonly minimum_events: number;
}

export interface FiringAlert {
  readonly name: AlertName;
  readonly severity: Severity;
}

/** The alerts that hold after this minute. Pure. */
export function firingAlerts(recent: RecentMinutes, minute: number, terms: AlertTerms): readonly FiringAlert[] {
  const firing: FiringAlert[] = [];
  const cached = new Map<number, WindowCounts>();
  const counts = (length: number) => {
    const known = cached.get(length) ?? windowCounts(recent, minute, length);
    cached.set(length, known);
    return known;
  };
  if (counts(outageProbes).down === outageProbes) firing.push({ name: "outage", severity: "page" });
  const { long, short, percent } = errorRate;
  const late = counts(long);
  if (
    late.errors >= errorRate.leastErrors &&
    late.requests >= terms.minimum_events &&
    late.errors * 100 > late.requests * percent &&
    counts(short).errors * 100 > counts(short).requests * percent
  )
    firing.push({ name: "error-rate", severity: "page" });
  for (const { name, severity, ...rule } of burnRules)
    if (burns(rule, counts(rule.long), counts(rule.short), terms)) firing.push({ name, severity });
  return firing;
}

function burns(
  { burn, least }: Pick<BurnRule, "burn" | "least">,
  long: WindowCounts,
  short: WindowCounts,
  terms: AlertTerms,
): boolean {
  // In hundred-thousandths, so that 99.9 % is exactly 100 of them.
  const budget = 100_000 - Math.round(terms.objective * 1_000);
  const exceeds = (bad: number, all: number) => bad * 100_000 > burn * budget * all;
  const byProbes = long.down >= least && exceeds(long.down, long.known) && exceeds(short.down, short.known);
  const byTurns =
    long.errors >= least &&
    long.requests >= terms.minimum_events &&
    exceeds(long.errors, long.requests) &&
    exceeds(short.errors, short.requests);
  return byProbes || byTurns;
}
