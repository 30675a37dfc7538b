import {
  addCounters,
  type Counters,
  countersOf,
  type WrittenCounters,
} from "../../../../shared/contracts/metrics/rollup-counters.ts";
import type { Rollup, RollupChannel } from "../../../../shared/contracts/metrics/rollups.ts";
import { wallClock } from "../../../../shared/time/wall-clock.ts";

/** What is added to one rollup. */
export type Delta = Pick<Rollup, "day" | "agent" | "channel" | "counters">;

/** Sums what is to be added, by day, agent version and channel. */
export function deltas(timeZone: string) {
  const sums = new Map<string, Delta>();
  function add(at: string, { agent, channel }: Pick<Delta, "agent" | "channel">, counters: Counters): void {
    const day = dayOf(at, timeZone);
    const id = rollupId({ day, agent, channel });
    const before = sums.get(id);
    sums.set(id, { day, agent, channel, counters: before ? addCounters(before.counters, counters) : counters });
  }
  return {
    add,
    addWritten: (at: string, of: Pick<Delta, "agent" | "channel">, written: WrittenCounters) =>
      add(at, of, countersOf(written)),
    all: () => [...sums.values()],
  };
}
export type Deltas = ReturnType<typeof deltas>;

export function dayOf(at: string, timeZone: string): string {
  return wallClock(new Date(at), timeZone).date;
}

/** Names of configurations hold no `~`. */
export function rollupId({
  day,
  agent,
  channel,
}: {
  readonly day: string;
  readonly agent: Rollup["agent"];
  readonly channel: RollupChannel;
}): string {
  return `${day}~${agent.name}~${agent.version}~${channel}`;
}
