import { m } from "#messages";
import type { RolloutView } from "../../../../../../engines/rollouts/views.ts";
import { numberText } from "../../components/region.ts";

type Tone = "neutral" | "good" | "warning" | "bad" | "active";
interface Word {
  readonly tone: Tone;
  name(): string;
}

type Verdict = NonNullable<RolloutView["stages"][number]["verdict"]>;

export const statusWords: Readonly<Record<RolloutView["status"], Word>> = {
  starting: { tone: "active", name: m.rollout_starting },
  running: { tone: "active", name: m.rollout_running },
  completed: { tone: "good", name: m.rollout_completed },
  "rolled-back": { tone: "bad", name: m.rollout_rolled_back },
  superseded: { tone: "neutral", name: m.rollout_superseded },
  refused: { tone: "bad", name: m.rollout_refused },
};

export const verdictWords: Readonly<Record<Verdict["result"], Word>> = {
  pass: { tone: "good", name: m.rollout_pass },
  fail: { tone: "bad", name: m.rollout_fail },
  "not-enough": { tone: "warning", name: m.rollout_not_enough },
};

export const guardrailWords: Readonly<Record<Verdict["guardrails"][number]["guardrail"], () => string>> = {
  escalations: m.rollout_escalations,
  errors: m.rollout_errors,
  "guard-events": m.rollout_guard_events,
  "low-ratings": m.rollout_low_ratings,
  cost: m.rollout_cost,
};

/** A rate in percent, or dollars of a conversation. */
export function figure(guardrail: Verdict["guardrails"][number]["guardrail"], value: number | null): string {
  if (value === null) return "–";
  if (guardrail === "cost") return numberText(value, { style: "currency", currency: "USD", maximumFractionDigits: 4 });
  return numberText(value, { style: "percent", maximumFractionDigits: 1 });
}
