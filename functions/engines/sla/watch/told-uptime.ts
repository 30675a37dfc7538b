import type { WrittenCounters } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { type ChannelType, measurementTaken } from "../../../../shared/events/index.ts";
import { type NewEvent, newEvent } from "../../../../shared/runtime/step.ts";
import { timeOf } from "../../../../shared/sla/minute-intervals.ts";
import { metricNames } from "../../../../shared/telemetry/names.ts";
import { wallClock } from "../../../../shared/time/wall-clock.ts";
import type { SlaWatch } from "./watch.ts";

/** Quiet minutes are told together: one measurement in a quarter of an hour, not one a minute. */
const toldEvery = 15;
const minuteSeconds = 60;

type Untold = NonNullable<SlaWatch["untold"]>;
type States = ReadonlyMap<ChannelType, "up" | "down" | "unknown">;

interface Minute {
  readonly minute: number;
  readonly zone: string;
  readonly round: string;
  /** The channels' states; those in announced maintenance are left out. */
  readonly states: States;
  /** `sla_compliance_percentage`, where it was looked up. */
  readonly compliance: number | null;
}

/**
 * The seconds that channels were up and down, for the rollups. A minute with an outage is told at once, and each day gets its own.
 * What is told and what remains stand in one commit with the minute, so each minute is counted once. Pure.
 */
export function tellUptime(
  untold: Untold | undefined,
  { minute, zone, round, states, compliance }: Minute,
): { readonly untold: Untold | undefined; readonly publish: readonly NewEvent[] } {
  const dayOf = (of: number) => wallClock(timeOf(of), zone).date;
  const isOtherDay = untold !== undefined && dayOf(untold.first) !== dayOf(minute);
  const before = untold && isOtherDay ? [measured(untold, round, null)] : [];
  const next = withMinute(isOtherDay ? undefined : untold, minute, states);
  const isDue = compliance !== null || next.last - next.first + 1 >= toldEvery || [...states.values()].includes("down");
  if (!isDue) return { untold: next, publish: before };
  return { untold: undefined, publish: [...before, measured(next, round, compliance)] };
}

function withMinute(before: Untold | undefined, minute: number, states: States): Untold {
  const [up, down] = [{ ...before?.up }, { ...before?.down }];
  for (const [channel, state] of states) {
    const into = state === "up" ? up : state === "down" ? down : undefined;
    if (into) into[channel] = (into[channel] ?? 0) + minuteSeconds;
  }
  return { first: before?.first ?? minute, last: minute, up, down };
}

function measured({ first, last, up, down }: Untold, round: string, compliance: number | null): NewEvent {
  const source = `uptime ${round} ${first} ${last}`;
  const add: WrittenCounters = { uptimeSeconds: up, downtimeSeconds: down };
  return newEvent(measurementTaken, source, {
    source,
    at: timeOf(last).toISOString(),
    conversationId: null,
    agent: null,
    channel: null,
    add,
    ...(compliance === null ? {} : { gauges: { [metricNames.slaCompliance.name]: compliance } }),
  });
}
