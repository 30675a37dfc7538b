import type { RawConversation } from "./expected.ts";
import { collectEvery, dayMinutes, isOut, month, type Script, watched, within } from "./script.ts";

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
  const price = 4_999_900n;
  const up = BigInt(counted - down) * 10_000n;
  const below = (share: bigint) => up < BigInt(counted) * share;
  const percent = below(9_500n) ? 50n : below(9_900n) ? 25n : below(9_995n) ? 10n : 0n;
  const outages = script.outages.filter((span) => span.to - span.from >= 2);
  return {
    report: {
      ...{ month, monthMinutes: to - from, countedMinutes: counted, downMinutes: down, unknownMinutes: unknown },
      ...{ requests, errors, creditMinor: Number((price * percent * 2n + 100n) / 200n) },
    },
    incidents: outages.map((span) => {
      const at = (minute: number) => new Date(script.startMs + minute * 60_000).toISOString();
      return { openedAt: at(isBurning(script, span.from) ? span.from : span.from + 1), closedAt: at(span.to) };
    }),
  };
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
