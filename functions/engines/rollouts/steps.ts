import { type RolloutRequested, rolloutLookDue, rolloutRequested } from "../../../shared/events/index.ts";
import { newEvent, step } from "../../../shared/runtime/step.ts";
import { type Rollout, rollouts } from "./rollout.ts";
import { emptyTally } from "./tally.ts";

/**
 * Records the wish. The first look begins: it comes by the bus, so that a process that dies here leaves no version with
 * customers that nobody watches.
 */
export const requestRollout = step({
  name: "rollouts-request",
  on: rolloutRequested,
  publishes: [rolloutLookDue],
  document: rollouts,
  documentId: ({ data }) => data.rolloutId,
  decide(known, { data }) {
    if (known) return undefined;
    const { rolloutId } = data;
    return {
      document: newRollout(data),
      publish: [newEvent(rolloutLookDue, rolloutId, { rolloutId, look: 0, early: false })],
    };
  },
});

export function newRollout(wish: RolloutRequested): Rollout {
  const { rolloutId: id, configName, fromVersion, version, shares, minMinutes, minExposures, by, at } = wish;
  return {
    id,
    configName,
    fromVersion,
    version,
    minMinutes,
    minExposures,
    requestedBy: by,
    requestedAt: at,
    status: "starting",
    stage: 0,
    countedAt: null,
    ended: null,
    stages: shares.map((share) => ({
      share,
      since: null,
      endedAt: null,
      verdict: null,
      late: 0,
      current: emptyTally,
      candidate: emptyTally,
    })),
  };
}
