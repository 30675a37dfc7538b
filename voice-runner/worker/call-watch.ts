import { setInterval } from "node:timers";
import { type CarriedCall, renewLease, takeExpiredLeases } from "../../functions/engines/calls/watch/worker-lease.ts";
import { callReported } from "../../shared/events/calls.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { envelopeOf } from "../../shared/runtime/envelope.ts";
import { deriveId } from "../../shared/runtime/ids.ts";
import type { Logger } from "../../shared/telemetry/log.ts";

const everyMs = 1_000;
/** A call that was accepted is among the running jobs after this time, or its process did not start. */
const startsMs = 20_000;

export interface CallWatch {
  accepted(jobId: string, call: CarriedCall): void;
  stop(): Promise<void>;
}

/**
 * Notices agents that vanish while a caller is in the room: those of this worker's processes at once, and those of
 * other workers that died when their lease is not renewed. The calls engine sends for another agent.
 */
export function watchCalls(parts: {
  readonly workerId: string;
  /** LiveKit's ids of the jobs whose processes run now. */
  runningJobs(): ReadonlySet<string>;
  readonly platform: Pick<Platform, "documents" | "bus">;
  readonly log: Logger;
  readonly now: () => Date;
}): CallWatch {
  const { workerId, runningJobs, platform, log, now } = parts;
  const { bus, documents } = platform;
  const calls = new Map<string, { readonly call: CarriedCall; readonly acceptedAt: number; hasRun: boolean }>();
  let hasLease = false;

  async function reportLost(lost: readonly CarriedCall[]): Promise<void> {
    const at = now();
    const reports = lost.map(({ tenantId, callId, identity }) =>
      envelopeOf(callReported, {
        id: deriveId("agent-lost", callId, identity),
        tenantId,
        key: callId,
        at,
        data: { callId, at: at.toISOString(), report: { type: "agent-lost", identity } },
      }),
    );
    if (reports.length > 0) await bus.publish(reports);
  }

  async function look(): Promise<void> {
    const running = runningJobs();
    for (const [jobId, job] of calls) {
      job.hasRun ||= running.has(jobId);
      const isGone = job.hasRun ? !running.has(jobId) : now().getTime() - job.acceptedAt > startsMs;
      if (!isGone) continue;
      await reportLost([job.call]);
      calls.delete(jobId);
    }
    const carried = [...calls.values()].map(({ call }) => call);
    if (carried.length > 0 || hasLease) await renewLease(documents, workerId, { calls: carried, now: now() });
    hasLease = carried.length > 0;
    await takeExpiredLeases(documents, now(), reportLost);
  }

  let looking: Promise<void> = Promise.resolve();
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    looking = look()
      .catch((error: unknown) => log.error({ err: error }, "the watch of calls failed, repeated in a second"))
      .finally(() => {
        isLooking = false;
      });
  }, everyMs);

  return {
    accepted: (jobId, call) => void calls.set(jobId, { call, acceptedAt: now().getTime(), hasRun: false }),
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
