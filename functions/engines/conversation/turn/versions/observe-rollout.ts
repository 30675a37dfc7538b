import type { Exposure } from "../../../../../shared/contracts/conversation/session-config.ts";
import {
  type ObservedFact,
  type ObservedRollout,
  observedFacts,
  type RolloutObservation,
  rolloutObservations,
} from "../../../../../shared/contracts/metrics/rollout-observations.ts";
import { rolloutLookDue } from "../../../../../shared/events/index.ts";
import { register } from "../../../../../shared/models/register.ts";
import { put, type Write } from "../../../../../shared/platform/documents.ts";
import { type NewTask, newEvent } from "../../../../../shared/runtime/step.ts";

interface Observed {
  readonly conversation: { readonly rollout?: ObservedRollout };
  readonly writes: readonly Write[];
  /** A look before the next regular one: a harmful version goes back within two seconds of the turn that proves it. */
  readonly schedule: readonly NewTask[];
}

const harm: readonly ObservedFact[] = ["escalated", "failed", "guarded"];
/** What happens within the same second is counted by one look. */
const earlyLookMs = 1_000;

/**
 * What a turn adds to the rollout in which the session began. It joins the turn's commit, so it is told exactly once.
 * Nothing outside a rollout. Pure.
 */
export function observeRollout(
  {
    config: { exposure },
    rollout: before,
  }: { readonly config: { readonly exposure?: Exposure | undefined }; readonly rollout?: ObservedRollout | undefined },
  turn: {
    readonly turnId: string;
    readonly escalationReason: string | null;
    readonly toolCalls: readonly { readonly status: string }[];
    readonly guardFindings: readonly string[];
    readonly usage: {
      readonly model: string;
      readonly served?: string;
      readonly inputTokens: number;
      readonly outputTokens: number;
    };
    readonly at: string;
  },
): Observed {
  if (exposure === undefined) return nothing;
  const { rolloutId, stage, arm } = exposure;
  const isKnown = before?.rolloutId === rolloutId && before.stage === stage;
  const known = isKnown ? before : { ...exposure, facts: [], cost: 0 };
  const happened: Readonly<Partial<Record<ObservedFact, boolean>>> = {
    exposed: true,
    escalated: turn.escalationReason !== null,
    failed: turn.escalationReason === "system_error" || turn.toolCalls.some(({ status }) => status === "failed"),
    guarded: turn.guardFindings.length > 0,
  };
  const facts = observedFacts.filter((fact) => happened[fact] && !known.facts.includes(fact));
  const added = costOf(turn.usage);
  if (facts.length === 0 && added === 0) return nothing;
  const cost = known.cost + added;
  const observation: RolloutObservation = {
    rolloutId,
    stage,
    arm,
    facts,
    cost: added,
    costSquares: cost * cost - known.cost * known.cost,
    at: turn.at,
  };
  return {
    conversation: { rollout: { rolloutId, stage, arm, facts: [...known.facts, ...facts], cost } },
    writes: [put(rolloutObservations, turn.turnId, observation)],
    schedule: arm === "candidate" && facts.some((fact) => harm.includes(fact)) ? [earlyLook(rolloutId, turn.at)] : [],
  };
}

const nothing: Observed = { conversation: {}, writes: [], schedule: [] };

/** The same task for all turns of the same second. */
function earlyLook(rolloutId: string, at: string): NewTask {
  const second = Math.floor(Date.parse(at) / earlyLookMs) + 1;
  const due = newEvent(rolloutLookDue, rolloutId, { rolloutId, look: 0, early: true });
  return { ...due, name: `rollout-early-look-${rolloutId}-${second}`, at: new Date(second * earlyLookMs) };
}

/** By the list prices of the register. A dollar per million tokens is a millionth of a dollar per token. */
function costOf(usage: Parameters<typeof observeRollout>[1]["usage"]): number {
  const price = register.find(({ id }) => id === (usage.served || usage.model) || id === usage.model)?.price;
  if (price === undefined) return 0;
  return Number(price.input) * usage.inputTokens + Number(price.output) * usage.outputTokens;
}
