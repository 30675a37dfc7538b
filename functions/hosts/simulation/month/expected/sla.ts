import type { RawConversation } from "../raw-records.ts";
import { collectEvery, dayMinutes, isOut, month, type Script, watched, within } from "../script.ts";

/** What the watched client's report of the month must say, minute by minute from the raw records. */
export function expectedSla(script: Script, conversations: ReadonlyMap<string, RawConversation>) {
  // The month of the contract is the one of Asia/Kolkata, five and a half hours ahead.
  const [from, to] = [-330, 30 * dayMinutes - 330];
  const isProbed = (minute: number) => minute >= 0 && minute < script.minutes && !within(script.monitorDown, minute);
  const traffic = trafficOf(script, conversations, isProbed);
  let [counted, down, unknown, requests, errors] = [0, 0, 0, 0, 0];
  for (let minute = from; minute < to; minute += 1) {
    const [turns, failed] = traffic.get(minute) ?? [0, 0];
    requests += turns;
    errors += failed;
    if (!isProbed(minute)) unknown += 1;
    else {
      counted += 1;
      if (isOut(script, minute) || failed * 5 > turns) down += 1;
    }
  }
  const outages = script.outages.filter((span) => span.to - span.from >= 2);
  return {
    report: {
      month,
      monthMinutes: to - from,
      countedMinutes: counted,
      downMinutes: down,
      unknownMinutes: unknown,
      requests,
      errors,
      creditMinor: creditOf(BigInt(counted - down), BigInt(counted)),
    },
    incidents: outages.map((span) => {
      const at = (minute: number) => new Date(script.startMs + minute * 60_000).toISOString();
      return { openedAt: at(isBurning(script, span.from) ? span.from : span.from + 1), closedAt: at(span.to) };
    }),
  };
}

/** In paise, of the month's price, by bands that are compared as whole numbers. */
function creditOf(up: bigint, counted: bigint): number {
  const price = 4_999_900n;
  const below = (share: bigint) => up * 10_000n < counted * share;
  const percent = below(9_500n) ? 50n : below(9_900n) ? 25n : below(9_995n) ? 10n : 0n;
  return Number((price * percent * 2n + 100n) / 200n);
}

/**
 * The month by the other kind of contract: the mean of the five-minute intervals of its zone, each by its turns that did not fail,
 * without turns by its minutes up; one that nobody has seen is left out.
 */
export function expectedIntervals(script: Script, conversations: ReadonlyMap<string, RawConversation>) {
  const isProbed = (minute: number) => minute >= 0 && minute < script.minutes && !within(script.monitorDown, minute);
  const traffic = trafficOf(script, conversations, isProbed);
  const shares: (readonly [bigint, bigint])[] = [];
  for (let from = -330; from < 30 * dayMinutes - 330; from += 5) {
    let [up, seen, turns, failures] = [0, 0, 0, 0];
    for (let minute = from; minute < from + 5; minute += 1) {
      if (!isProbed(minute)) continue;
      const [requests, errors] = traffic.get(minute) ?? [0, 0];
      seen += 1;
      turns += requests;
      failures += errors;
      // By such a contract only the probes say whether a minute is up.
      if (!isOut(script, minute)) up += 1;
    }
    if (turns > 0) shares.push([BigInt(turns - failures), BigInt(turns)]);
    else if (seen > 0) shares.push([BigInt(up), BigInt(seen)]);
  }
  const whole = shares.reduce((common, [, of]) => (common * of) / divisor(common, of), 1n);
  const sum = shares.reduce((total, [part, of]) => total + (part * whole) / of, 0n);
  const all = whole * BigInt(shares.length);
  const rounded = (2n * sum * 1_000_000n + all) / (2n * all);
  const tenThousandths = sum < all && rounded === 1_000_000n ? 999_999n : rounded;
  const digits = tenThousandths.toString().padStart(5, "0");
  return { availabilityPercent: `${digits.slice(0, -4)}.${digits.slice(-4)}`, creditMinor: creditOf(sum, all) };
}

function divisor(one: bigint, other: bigint): bigint {
  return other === 0n ? one : divisor(other, one % other);
}

/** The turns of each day (UTC) until the last one that is over, as Stripe's meter must have them. */
export function expectedUsage(script: Script, conversations: ReadonlyMap<string, RawConversation>, days: number) {
  const isProbed = (minute: number) => minute >= 0 && minute < script.minutes && !within(script.monitorDown, minute);
  const usage = Array.from({ length: days }, () => 0);
  for (const [minute, [requests]] of trafficOf(script, conversations, isProbed)) {
    const day = Math.floor(minute / dayMinutes);
    usage[day] = (usage[day] ?? 0) + requests;
  }
  return usage.map((turns, day) => {
    const at = new Date(script.startMs + day * dayMinutes * 60_000).toISOString().slice(0, 10);
    return [at, turns] as const;
  });
}

/** An outage opens an incident with its second minute. The slow burn does with the first, while three days are over budget. */
function isBurning(script: Script, from: number): boolean {
  const before = Array.from({ length: 4_319 }, (_, at) => from - 1 - at).filter((minute) => minute >= 0);
  return before.filter((minute) => isOut(script, minute)).length * 1_000 > before.length;
}

/** Turns are seen in the first probed minute after they were collected. */
function trafficOf(
  script: Script,
  conversations: ReadonlyMap<string, RawConversation>,
  isProbed: (minute: number) => boolean,
): ReadonlyMap<number, readonly [number, number]> {
  const traffic = new Map<number, readonly [number, number]>();
  for (const { tenantId, turns } of conversations.values()) {
    if (tenantId !== watched) continue;
    for (const { at, by, toolCalls } of turns) {
      const stored = Math.min(Math.floor((Date.parse(at) - script.startMs) / 60_000), script.minutes - 1);
      let seen = stored - (stored % collectEvery) + collectEvery - 1;
      while (!isProbed(seen)) seen += 1;
      const failed = toolCalls.filter(({ status }) => status === "failed").length;
      const [requests, errors] = traffic.get(seen) ?? [0, 0];
      traffic.set(seen, [requests + (by === null ? 1 : 0) + failed, errors + failed]);
    }
  }
  return traffic;
}
