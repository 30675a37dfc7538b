import { m } from "#messages";
import type { ExperimentView } from "../../../../../../engines/experiments/views.ts";

type Tone = "neutral" | "good" | "warning" | "bad" | "active";
interface Word {
  readonly tone: Tone;
  name(): string;
}

export const statusWords: Readonly<Record<ExperimentView["status"], Word>> = {
  draft: { tone: "neutral", name: m.experiments_draft },
  running: { tone: "active", name: m.experiments_running },
  stopped: { tone: "warning", name: m.experiments_stopped },
  promoted: { tone: "good", name: m.experiments_promoted },
  promoting: { tone: "active", name: m.experiments_promoting },
  "promotion-refused": { tone: "bad", name: m.experiments_promotion_refused },
};

export const verdictWords: Readonly<Record<NonNullable<ExperimentView["arms"][number]["verdict"]>, Word>> = {
  control: { tone: "neutral", name: m.experiments_control },
  "too-early": { tone: "neutral", name: m.experiments_too_early },
  better: { tone: "good", name: m.experiments_better },
  worse: { tone: "bad", name: m.experiments_worse },
  harmful: { tone: "bad", name: m.experiments_harmful },
  "no-difference-yet": { tone: "neutral", name: m.experiments_no_difference },
};

export const metricWords: Readonly<Record<ExperimentView["goal"], () => string>> = {
  containment: m.experiments_containment,
  resolution: m.experiments_resolution,
  handoff: m.experiments_handoff,
  turns: m.experiments_turns,
  cost: m.experiments_cost,
  errors: m.experiments_errors,
  guard_events: m.experiments_guard_events,
  csat: m.experiments_csat,
  conversion: m.experiments_conversion,
};

export function percentText(share: number): string {
  return `${share > 0 ? "+" : ""}${(share * 100).toFixed(1)} %`;
}
