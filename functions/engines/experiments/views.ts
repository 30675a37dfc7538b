import { z } from "zod";
import { ExperimentMetric, type ExperimentPlan } from "../../../shared/events/running/experiments.ts";
import { sampleRatioThreshold } from "../../../shared/statistics/sample-ratio.ts";
import {
  type ArmResult,
  type Experiment,
  ExperimentStatus,
  openPromotionOf,
  Promotion,
  Verdict,
} from "./experiment.ts";

export const ChangeView = z.object({
  path: z.string().describe("The part of the configuration, such as `agent.personality`."),
  value: z.unknown().optional().describe("Its value with the variant. Left out: the part is removed."),
});

export const PlanView = z
  .object({
    source: z
      .enum(["measured", "stated", "unknown"])
      .describe("Where traffic and baseline come from: the rollups of 28 days, the request, or nowhere."),
    baseline: z.number().nullable().describe("The goal's mean today. Null: unknown."),
    customers_per_day: z
      .number()
      .nullable()
      .describe("Conversations that begin in a day; with the goal `csat`, those that are rated. Null: unknown."),
    customers_needed: z.number().nullable().describe("In all variants, to find `effect` with a power of 80 %."),
    days_needed: z.number().nullable().describe("How long that takes at this traffic."),
    detectable_in_28_days: z.number().nullable().describe("The smallest relative change that 28 days find."),
    says: z.string().describe("The same in a sentence."),
  })
  .meta({ id: "ExperimentPlan" });

const FiguresView = z.object({
  metric: ExperimentMetric.describe("What is measured, per conversation; `csat`, per rated conversation."),
  mean: z.number().describe("The variant's mean."),
  lift: z.number().nullable().describe("The difference from the control, as a share of the control's mean."),
  interval: z
    .array(z.number())
    .nullable()
    .describe("The lift's interval, low and high. It holds at every look at once."),
  p_value: z.number().nullable().describe("Of the sequential test. It may be looked at daily."),
  chance_to_win: z.number().nullable().describe("The probability that the variant is better than the control."),
  problem: z.string().nullable().describe("Why nothing can be said yet. Null otherwise."),
});

/** `promoting` and `promotion-refused` say where a promotion stands, until the experiment ends in another way. */
const ShownStatus = z.literal([...ExperimentStatus.values, "promoting", "promotion-refused"]);

const PromotionView = z.object({
  arm: z.string().describe("The variant."),
  automation_id: z.string().describe("The run that checks it: `GET /v1/automation/{id}`."),
  state: Promotion.shape.state.describe(
    "`checking`: the checks run. `approval`: they passed, and a second person has to approve the run. `done`: it is active, or its rollout begins.",
  ),
  progress: z
    .object({
      done: z.number().int().describe("Scenarios that were answered."),
      total: z.number().int().describe("Scenarios in all."),
    })
    .nullable()
    .describe("How far the checks are. Null before they begin, and when they are over."),
  reasons: z.array(z.string()).describe("Why it was refused, a sentence each. Empty otherwise."),
  rollout_id: z
    .string()
    .nullable()
    .describe("The rollout that gives it to a growing share: `GET /v1/rollouts/{id}`. Null: none has begun."),
  asked_by: z.string().describe("Who asked for it."),
  asked_at: z.string().describe("When it was asked for."),
});

export const ExperimentView = z
  .object({
    experiment_id: z.string().describe("Identifies the experiment in the other routes."),
    name: z.string().describe("What people call it."),
    hypothesis: z.string().describe("What is expected, and why."),
    status: ShownStatus.describe(
      "`promoting`: the checks of a variant run, or it waits for an approval. `promotion-refused`: they found something.",
    ),
    config: z.string().describe("The name of the configuration."),
    base_version: z.number().int().nullable().describe("The active version at the start. Null before."),
    goal: ExperimentMetric.describe("The metric that decides."),
    effect: z.number().describe("The smallest relative change of the goal that matters."),
    coverage: z.number().describe("The share of customers who take part."),
    mode: z.enum(["split", "bandit"]).describe("`bandit` moves customers to what works; its figures are no test."),
    arms: z
      .array(
        z.object({
          key: z.string().describe("The variant's name. The first is the control."),
          weight: z.number().describe("Its share of those who take part."),
          version: z.number().int().nullable().describe("The stored version of the configuration. Null before."),
          changes: z.array(ChangeView).describe("What it changes of the configuration."),
          verdict: Verdict.nullable().describe("What the newest look says. Null before the first."),
          exposed: z.number().int().describe("Customers whose conversation began with it."),
          measured: z.number().int().describe("Of those, customers with an ended conversation."),
          sessions: z.number().int().describe("Their ended conversations."),
          closed: z.string().nullable().describe("Why a guardrail closed it. Null: it is open."),
          figures: z.array(FiguresView).describe("What was measured."),
        }),
      )
      .describe("The variants."),
    guardrails: z
      .array(
        z.object({
          metric: ExperimentMetric.describe("What must not get worse."),
          tolerance: z.number().describe("The relative worsening that is tolerated."),
        }),
      )
      .describe("A variant that breaks one is closed: its customers get the control."),
    min_exposures: z.number().int().describe("Measured customers of each variant before a guardrail judges."),
    look_minutes: z.number().int().describe("How often the figures are computed."),
    plan: PlanView.describe("What the experiment can find, as computed when it was described."),
    looked_at: z.string().nullable().describe("The time of the newest look. Null before the first."),
    looks: z.number().int().describe("How many scheduled looks there were."),
    split_p_value: z.number().nullable().describe("Below 0.001 the split is broken, and no figure can be trusted."),
    power: z.number().nullable().describe("The chance to find `effect` with the customers so far."),
    growth_needed: z.number().nullable().describe("How many times the customers so far must still come for 80 %."),
    warnings: z.array(z.string()).describe("What must be known before the figures are believed."),
    history: z
      .array(
        z.object({
          at: z.string().describe("When it was looked."),
          arms: z
            .array(
              z.object({
                key: z.string().describe("The variant."),
                lift: z.number().describe("The goal's lift."),
                low: z.number().describe("The lower end of its interval."),
                high: z.number().describe("The upper end of its interval."),
              }),
            )
            .describe("The goal of each variant."),
        }),
      )
      .describe("The goal at earlier looks, oldest first."),
    promoted: z.string().nullable().describe("The variant that became everybody's. Null: none."),
    promotion: PromotionView.nullable().describe(
      "The newest promotion. Null: nobody asked for one, or it was called off.",
    ),
    reason: z.string().describe("Why it ended. Empty before."),
    created_by: z.string().describe("Who described it."),
    created_at: z.string().describe("When it was described."),
    started_at: z.string().nullable().describe("When it began. Null before."),
    ended_at: z.string().nullable().describe("When it ended. Null before."),
    ended_by: z
      .string()
      .nullable()
      .describe(
        "Who ended it; `guardrail` when it did harm, `gate` when a variant to be promoted did not pass its checks. Null before.",
      ),
  })
  .meta({ id: "Experiment" });
export type ExperimentView = z.infer<typeof ExperimentView>;

export function planView(plan: ExperimentPlan): z.infer<typeof PlanView> {
  return {
    source: plan.source,
    baseline: plan.baseline,
    customers_per_day: plan.customersPerDay,
    customers_needed: plan.customersNeeded,
    days_needed: plan.daysNeeded,
    detectable_in_28_days: plan.detectableIn28Days,
    says: planSays(plan),
  };
}

/** For people who decide whether to begin. */
export function planSays({ customersNeeded, daysNeeded, detectableIn28Days }: ExperimentPlan): string {
  if (customersNeeded === null) return "Nothing is known of the traffic, so nobody can say how long it takes.";
  if (daysNeeded === null) return `Needs ${customersNeeded} customers. The traffic is unknown.`;
  const detectable =
    detectableIn28Days === null ? "" : ` 28 days find a change of ${Math.round(detectableIn28Days * 1000) / 10} %.`;
  return `Needs ${daysNeeded} ${daysNeeded === 1 ? "day" : "days"} (${customersNeeded} customers).${detectable}`;
}

const nothingYet: Pick<ArmResult, "exposed" | "measured" | "sessions" | "figures"> = {
  exposed: 0,
  measured: 0,
  sessions: 0,
  figures: [],
};

/** `progress`: of the checks that run. */
export function experimentView(
  experiment: Experiment,
  progress?: { readonly done: number; readonly total: number },
): ExperimentView {
  const { design, latest, closed } = experiment;
  return {
    experiment_id: experiment.id,
    name: design.name,
    hypothesis: design.hypothesis,
    status: shownStatus(experiment),
    config: design.configName,
    base_version: experiment.baseVersion,
    goal: design.goal,
    effect: design.effect,
    coverage: design.coverage,
    mode: design.mode,
    arms: design.arms.map(({ key, changes }) => {
      const result = latest?.arms.find((each) => each.key === key);
      const { exposed, measured, sessions, figures } = result ?? nothingYet;
      return {
        key,
        weight: experiment.weights[key] ?? 0,
        version: experiment.versions[key] ?? null,
        changes: [...changes],
        verdict: result?.verdict ?? null,
        exposed,
        measured,
        sessions,
        closed: closed.find(({ arm }) => arm === key)?.reason ?? null,
        figures: figures.map(({ pValue: p_value, chanceToWin: chance_to_win, interval, ...rest }) => ({
          ...rest,
          interval: interval && [interval.low, interval.high],
          p_value,
          chance_to_win,
        })),
      };
    }),
    guardrails: [...design.guardrails],
    min_exposures: design.minExposures,
    look_minutes: design.lookMinutes,
    plan: planView(experiment.plan),
    looked_at: latest?.at ?? null,
    looks: experiment.looks,
    split_p_value: latest?.splitPValue ?? null,
    power: latest?.power ?? null,
    growth_needed: latest?.growthNeeded ?? null,
    warnings: warningsOf(experiment),
    history: [...experiment.history],
    promoted: experiment.promoted,
    promotion: promotionView(experiment.promotion, progress),
    reason: experiment.reason,
    created_by: experiment.createdBy,
    created_at: experiment.createdAt,
    started_at: experiment.startedAt,
    ended_at: experiment.endedAt,
    ended_by: experiment.endedBy,
  };
}

function shownStatus(experiment: Experiment): ExperimentView["status"] {
  if (openPromotionOf(experiment)) return "promoting";
  const { status, promotion } = experiment;
  return status === "stopped" && promotion?.state === "refused" ? "promotion-refused" : status;
}

function promotionView(
  promotion: Promotion | null,
  progress: { readonly done: number; readonly total: number } | undefined,
): ExperimentView["promotion"] {
  if (promotion === null) return null;
  const { arm, runId, state, reasons, rolloutId, by, at } = promotion;
  const asked = { rollout_id: rolloutId, asked_by: by, asked_at: at };
  return { arm, automation_id: runId, state, progress: progress ?? null, reasons, ...asked };
}

function warningsOf({ design, latest, plan }: Experiment): string[] {
  const warnings: string[] = [];
  if (design.mode === "bandit")
    warnings.push(
      "The shares follow the results, so p values and intervals do not keep their promised error rate, and a customer may change the variant when shares move.",
    );
  if (latest && latest.splitPValue < sampleRatioThreshold)
    warnings.push("The variants did not get the customers that they should have: no figure can be trusted.");
  if (plan.daysNeeded !== null && plan.daysNeeded > 60)
    warnings.push(`At this traffic the experiment needs ${plan.daysNeeded} days. Look for a larger change.`);
  return warnings;
}
