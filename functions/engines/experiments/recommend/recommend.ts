import type { OpenQuestion } from "../../../../shared/contracts/conversation/unanswered-questions.ts";
import type { Counters } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import type { ExperimentMetric, ExperimentPlan } from "../../../../shared/events/running/experiments.ts";
import { planOf } from "../plan.ts";
import { type QuestionTopic, questionTopics } from "./question-topics.ts";
import { baselineOf } from "./traffic.ts";

export interface Observed {
  readonly totals: Counters;
  /** Days with traffic among the last 28. */
  readonly days: number;
  readonly questions: readonly Pick<OpenQuestion, "question" | "asked">[];
}

export interface Recommendation {
  readonly title: string;
  readonly why: string;
  readonly goal: ExperimentMetric;
  /** Where to change something. Null: knowledge, not the configuration. */
  readonly path: string | null;
  /** What it concerns in 28 days, in conversations or questions. */
  readonly volume: number;
  readonly expectedEffect: number;
  /** `measured`: bounded by what was counted. `assumed`: a usual size. */
  readonly basis: "measured" | "assumed";
  readonly plan: ExperimentPlan;
}

/** From here on nobody waits for the answer. */
const patienceDays = 90;
const mostTopics = 5;
const leastAsked = 3;
/** Half of the conversations that asked in vain end without a person once they get an answer. */
const helped = 0.5;

interface Rule {
  readonly goal: ExperimentMetric;
  readonly path: string;
  readonly effect: number;
  readonly title: string;
  /** Undefined: nothing stands out. */
  why(mean: number): string | undefined;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

const rules: readonly Rule[] = [
  {
    goal: "handoff",
    path: "agent.objectives",
    effect: 0.15,
    title: "Hand fewer conversations to people",
    why: (mean) => (mean > 0.2 ? `${percent(mean)} of the conversations went to a person.` : undefined),
  },
  {
    goal: "resolution",
    path: "agent.objectives",
    effect: 0.1,
    title: "Bring conversations to their end",
    why: (mean) => (mean < 0.6 ? `Only ${percent(mean)} of the conversations were resolved.` : undefined),
  },
  {
    goal: "turns",
    path: "agent.personality",
    effect: 0.1,
    title: "Answer in fewer turns",
    why: (mean) => (mean > 6 ? `A conversation takes ${mean.toFixed(1)} turns of the agent.` : undefined),
  },
  {
    goal: "cost",
    path: "agent.model.primary",
    effect: 0.3,
    title: "Try a cheaper model",
    why: (mean) => (mean > 0.02 ? `A conversation costs US$ ${mean.toFixed(3)}.` : undefined),
  },
  {
    goal: "errors",
    path: "agent.model.fallback",
    effect: 0.3,
    title: "Have fewer errors",
    why: (mean) => (mean > 0.05 ? `There are ${mean.toFixed(2)} errors in a conversation.` : undefined),
  },
];

/**
 * What to try next, what is found soonest and helps most first. Nothing without traffic: a proposal without a number is an
 * opinion. Pure.
 */
export function recommend({ totals, days, questions }: Observed): readonly Recommendation[] {
  const { ended, begun } = totals.conversations;
  if (ended === 0 || days === 0) return [];
  const perDay = begun / days;
  const planned = (goal: ExperimentMetric, effect: number): ExperimentPlan => {
    const arms = [0.5, 0.5].map((weight, index) => ({ key: String(index), weight, changes: [] }));
    const traffic = { source: "measured", baseline: baselineOf(goal, totals), customersPerDay: perDay } as const;
    return planOf({ arms, goal, effect, coverage: 1, alpha: 0.05, tuning: 5_000 }, traffic);
  };
  const byRule = rules.flatMap(({ goal, path, effect, title, why }): Recommendation[] => {
    const reason = why(baselineOf(goal, totals));
    if (reason === undefined) return [];
    const plan = planned(goal, effect);
    return [{ title, why: reason, goal, path, volume: ended, expectedEffect: effect, basis: "assumed", plan }];
  });
  const contained = baselineOf("containment", totals);
  const byTopic = questionTopics(questions)
    .filter(({ asked }) => asked >= leastAsked)
    .slice(0, mostTopics)
    .map((topic): Recommendation => {
      const effect = contained === 0 ? 0 : (helped * Math.min(topic.asked, ended)) / ended / contained;
      return {
        title: `Answer: ${topic.question}`,
        why: whyTopic(topic),
        goal: "containment",
        path: null,
        volume: topic.asked,
        expectedEffect: effect,
        basis: "measured",
        plan: planned("containment", effect),
      };
    });
  return [...byRule, ...byTopic].sort((one, other) => daysOf(one) - daysOf(other));
}

/** Those that take too long come last, the largest first among them. */
function daysOf({ plan, expectedEffect }: Recommendation): number {
  const days = plan.daysNeeded ?? Number.MAX_SAFE_INTEGER;
  return days <= patienceDays ? days : Number.MAX_SAFE_INTEGER - expectedEffect;
}

function whyTopic({ asked, wordings }: QuestionTopic): string {
  return `${asked} times asked in ${wordings} ${wordings === 1 ? "wording" : "wordings"}, and no source answered.`;
}

/** For people who decide what to do next. */
export function recommendationSays({ plan, path, expectedEffect }: Recommendation): string {
  const effect = `an expected change of ${Math.round(expectedEffect * 1000) / 10} %`;
  if (plan.daysNeeded === null) return `Nobody can say how long it takes to see ${effect}.`;
  if (plan.daysNeeded > patienceDays)
    return `Needs ${plan.daysNeeded} days to see ${effect}: too long for an experiment.${path === null ? " Add the knowledge all the same." : " Look for a larger change."}`;
  return `Needs ${plan.daysNeeded} ${plan.daysNeeded === 1 ? "day" : "days"} to see ${effect}.`;
}
