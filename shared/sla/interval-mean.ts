import { type Fraction, fraction, mean } from "./fraction.ts";
import type { MinuteMark } from "./mark-minutes.ts";
import type { MinuteInterval } from "./minute-intervals.ts";
import type { MinuteRecord } from "./minute-record.ts";
import type { SlaSection } from "./sla-section.ts";

/**
 * The mean of the availability of equal intervals: the share of their turns that did not fail; without turns, of their
 * minutes that probes found up; with neither, by the contract. An interval with no minute that counts is left out.
 */
export function intervalMean(
  records: readonly MinuteRecord[],
  marks: readonly MinuteMark[],
  { sla, month }: { readonly sla: SlaSection; readonly month: MinuteInterval },
): Fraction | null {
  const length = sla.interval_minutes ?? 5;
  const shares: Fraction[] = [];
  for (let from = 0; from < month.to - month.from; from += length) {
    const share = shareOf(records.slice(from, from + length), marks.slice(from, from + length), sla);
    if (share !== null) shares.push(share);
  }
  return mean(shares);
}

function shareOf(
  records: readonly MinuteRecord[],
  marks: readonly MinuteMark[],
  { measure, without_traffic }: SlaSection,
): Fraction | null {
  let [requests, errors, up, down, unknown] = [0, 0, 0, 0, 0];
  for (const [at, mark] of marks.entries()) {
    if (mark === "unknown") unknown += 1;
    if (mark !== "up" && mark !== "down") continue;
    requests += records[at]?.requests ?? 0;
    errors += Math.min(records[at]?.errors ?? 0, records[at]?.requests ?? 0);
    if (mark === "down") down += 1;
    else up += 1;
  }
  if (measure !== "probes" && requests > 0) return fraction(requests - errors, requests);
  if (up + down > 0) return fraction(up, up + down);
  if (unknown > 0 || marks.every((mark) => mark === "outside" || mark === "excluded")) return null;
  return without_traffic === "available" ? fraction(1, 1) : null;
}
