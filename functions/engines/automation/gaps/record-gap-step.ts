import { automationGapNamed, automationGapSyncDue } from "../../../../shared/events/lifecycle/automation-github.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { automationGaps, type Gap } from "./gap.ts";
import { isSyncing, namedGap, workAtGitHub } from "./gap-state.ts";

/** How long a change of the demand waits for others: two hundred generations are one edit of the issue. */
const demandDelayMs = 10 * 60_000;

/** Counts a tenant for a gap. The first one opens the issue; only one event for that is ever on the way. */
export function recordGapStep() {
  return step({
    name: "automation-record-gap",
    on: automationGapNamed,
    publishes: [automationGapSyncDue],
    schedules: [automationGapSyncDue],
    document: automationGaps,
    documentId: ({ data }) => data.gapId,
    decide(known, { data }, _gathered, now) {
      const gap = namedGap(known, data);
      const work = workAtGitHub(gap);
      if (work === null || isSyncing(gap, now)) return { document: gap };
      const document: Gap = { ...gap, syncingSince: now.toISOString() };
      if (work === "open") return { document, publish: [syncEvent(gap.id)] };
      return { document, schedule: [syncTask(gap.id, now, demandDelayMs)] };
    },
  });
}

function syncEvent(gapId: string) {
  return newEvent(automationGapSyncDue, gapId, { gapId });
}

export function syncTask(gapId: string, now: Date, delayMs = demandDelayMs) {
  const name = `automation-gap-sync-${gapId}-${now.getTime()}`;
  return { ...syncEvent(gapId), name, at: new Date(now.getTime() + delayMs) };
}
