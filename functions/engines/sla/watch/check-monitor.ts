import { monitorSilent, slaMonitorCheckDue, slaProbeDue } from "../../../../shared/events/index.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { minuteOf, timeOf } from "../../../../shared/sla/minute-intervals.ts";
import { type SlaWatch, slaWatches, watchId } from "./watch.ts";

/** Probes may be a little late. After this, nobody knows whether customers are served. */
const silentMinutes = 5;
/** A chain of probes that is broken is begun again this often. */
const againMinutes = 5;

/**
 * Notices that the probes of a client have stopped: a lost task, a dead letter, a function that does not start. People are told
 * once, and the chain is begun again. The minutes without a probe stay without a record.
 */
export const checkMonitor = step<typeof slaMonitorCheckDue.schema._output, SlaWatch, undefined>({
  name: "sla-check-monitor",
  on: slaMonitorCheckDue,
  publishes: [monitorSilent, slaProbeDue],
  document: slaWatches,
  documentId: () => watchId,
  decide(watch, _event, _gathered, now) {
    if (watch?.status !== "watching") return undefined;
    const minute = minuteOf(now);
    const probed = Math.max(watch.minute, watch.started ?? 0);
    const begun = Math.max(probed, watch.silent?.again ?? 0);
    if (minute - probed < silentMinutes || minute - begun < againMinutes) return undefined;
    const since = watch.silent?.since ?? probed;
    // The same chain: a task that comes after all ends in the same minute's task.
    const probe = newEvent(slaProbeDue, watchId, { round: watch.round, minute });
    const told = { since: timeOf(since).toISOString(), at: now.toISOString(), isOver: false };
    return {
      document: { ...watch, silent: { since, again: minute } },
      publish: [...(watch.silent ? [] : [newEvent(monitorSilent, watchId, told)]), probe],
    };
  },
});
