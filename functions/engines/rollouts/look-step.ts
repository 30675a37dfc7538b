import type { PointerState } from "../../../shared/config/versions/change-active-config.ts";
import {
  type RolloutObservation,
  rolloutObservations,
} from "../../../shared/contracts/metrics/rollout-observations.ts";
import { type RolloutLookDue, rolloutLookDue } from "../../../shared/events/index.ts";
import { remove } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { type NewTask, newEvent, step } from "../../../shared/runtime/step.ts";
import { beginStage, moveOn } from "./change-pointer.ts";
import type { RolloutDependencies } from "./dependencies.ts";
import { alignedWith, endedRollout } from "./progress.ts";
import { isOver, type Rollout, rollouts, type Verdict } from "./rollout.ts";
import { counted } from "./tally.ts";
import { verdictOf } from "./verdict.ts";

/** One commit takes 500 writes, and holds the rollout beside the observations that it removes. */
const mostCounted = 400;
/** What conversations tell after the end is still counted, once they must be over. */
const lastLookMs = 25 * 3_600_000;

interface Looked {
  readonly observations: readonly { readonly id: string; readonly data: RolloutObservation }[];
  /** More observations wait than one commit takes. */
  readonly more: boolean;
  readonly state: PointerState;
  readonly verdict: Verdict | undefined;
  /** Why the version cannot be given to anybody. */
  readonly refused: string | undefined;
}

/**
 * Counts what turns have told, and moves the rollout: on, or back. The pointer changes first and holds the truth; after
 * a death the next look brings the record in line with it. An observation is removed in the commit that counts it.
 */
export function lookStep({ documents, configs }: RolloutDependencies) {
  return step<RolloutLookDue, Rollout, Looked | undefined>({
    name: "rollouts-look",
    on: rolloutLookDue,
    publishes: [rolloutLookDue],
    schedules: [rolloutLookDue],
    document: rollouts,
    documentId: ({ data }) => data.rolloutId,
    async gather(rollout, { tenantId }, { now, log }) {
      if (!rollout) return undefined;
      if (rollout.status === "starting") {
        const begun = await beginStage(configs, tenantId, rollout);
        return { ...begun, observations: [], more: false, verdict: undefined };
      }
      const { items, nextCursor } = await documents.query(tenantId, rolloutObservations, {
        where: [["rolloutId", "==", rollout.id]],
        orderBy: { field: "at", direction: "asc" },
        limit: mostCounted,
      });
      const more = nextCursor !== undefined;
      const found = { observations: items, more, refused: undefined };
      const state = await stateOf(tenantId, rollout);
      // More is waiting: it decides with all of it.
      const waits = isOver(rollout) || more || state.config?.rollout?.stage !== rollout.stage;
      if (waits) return { ...found, state, verdict: undefined };
      const verdict = verdictOf(counted(rollout, items.map(dataOf), now.toISOString()), now);
      const moved = await moveOn(configs, tenantId, rollout, { verdict, by: "rollout", at: now.toISOString() });
      if (verdict.result === "fail")
        log.warn(
          { tenantId, rollout: rollout.id, version: rollout.version, reason: verdict.why },
          "a rollout was rolled back",
        );
      return { ...found, state: moved ?? state, verdict };
    },
    decide(rollout, { data: { rolloutId, look, early } }, looked, now) {
      if (!rollout || looked === undefined) return undefined;
      const { observations, more, state, verdict, refused } = looked;
      const at = now.toISOString();
      const tallied = withVerdict(counted(rollout, observations.map(dataOf), at), verdict);
      const document =
        refused === undefined
          ? alignedWith(tallied, state, at)
          : endedRollout(tallied, "refused", { reason: refused, by: "rollout", at });
      const next = newEvent(rolloutLookDue, rolloutId, { rolloutId, look: look + 1, early });
      const writes = observations.map(({ id }) => remove(rolloutObservations, id));
      if (more) return { document, writes, publish: [next] };
      if (isOver(rollout) || document.status === "refused") return { document, writes };
      if (isOver(document)) return { document, writes, schedule: [lastLook(rolloutId, now)] };
      // The regular looks go on beside it.
      if (early) return { document, writes };
      const dueAt = new Date(now.getTime() + lookDelayMs(rollout));
      return { document, writes, schedule: [{ ...next, name: `rollout-look-${rolloutId}-${look + 1}`, at: dueAt }] };
    },
  });

  /** A record that is over has nothing at the pointer: a look that began it late is undone. */
  async function stateOf(tenantId: TenantId, rollout: Rollout): Promise<PointerState> {
    const state = await configs.rolloutState(tenantId, rollout.configName);
    if (!isOver(rollout) || rollout.ended === null || state.config?.rollout?.id !== rollout.id) return state;
    return configs.withdrawRollout(tenantId, rollout.configName, {
      ...rollout.ended,
      id: rollout.id,
      outcome: "rolled-back",
    });
  }
}

/** Counts what conversations tell after the end. */
function lastLook(rolloutId: string, now: Date): NewTask {
  const due = newEvent(rolloutLookDue, rolloutId, { rolloutId, look: 0, early: false });
  return { ...due, name: `rollout-last-look-${rolloutId}`, at: new Date(now.getTime() + lastLookMs) };
}

/** A tenth of the shortest stage, between a second and half a minute. */
export function lookDelayMs({ minMinutes }: Pick<Rollout, "minMinutes">): number {
  return Math.min(30_000, Math.max(1_000, minMinutes * 6_000));
}

function withVerdict(rollout: Rollout, verdict: Verdict | undefined): Rollout {
  if (verdict === undefined) return rollout;
  return {
    ...rollout,
    stages: rollout.stages.map((stage, index) => (index === rollout.stage ? { ...stage, verdict } : stage)),
  };
}

function dataOf({ data }: { readonly data: RolloutObservation }): RolloutObservation {
  return data;
}
