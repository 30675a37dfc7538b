import { z } from "zod";
import {
  guardrailNames,
  type Rollout,
  RolloutStatus,
  type Stage,
  type Tally,
  type Verdict,
  VerdictResult,
} from "./rollout.ts";

const TallyView = z.object({
  conversations: z.number().int().describe("Conversations that the agent answered."),
  escalated: z.number().int().describe("Those that went to a person."),
  failed: z.number().int().describe("Those with an error of a tool or of the product."),
  guarded: z.number().int().describe("Those in which the guard stepped in."),
  rated: z.number().int().describe("Ratings by customers."),
  low_ratings: z.number().int().describe("Ratings in the lowest third of their scale."),
  cost_usd: z.number().describe("What the models cost, by list prices, in US dollars."),
});

const VerdictView = z.object({
  result: VerdictResult.describe("`not-enough`: nothing certain can be said yet."),
  why: z.string().describe("The figures that decided, for people."),
  at: z.string().describe("When it was said."),
  guardrails: z
    .array(
      z.object({
        guardrail: z.enum(guardrailNames).describe("What is compared."),
        result: VerdictResult.describe("`fail`: the evidence has reached its limit."),
        current: z
          .number()
          .nullable()
          .describe("The rate with the version before; of the cost, US dollars a conversation. Null: nothing counted."),
        candidate: z.number().nullable().describe("The same with the new version."),
        evidence: z.number().describe("How many times likelier the figures are if the new version is worse."),
      }),
    )
    .describe("The guardrails, over all stages so far."),
});

const StageView = z.object({
  percent: z.number().describe("The share of customers with the new version."),
  since: z.string().nullable().describe("When it began. Null: not yet."),
  ended_at: z.string().nullable().describe("When it ended. Null: it runs, or has not begun."),
  verdict: VerdictView.nullable().describe("The newest while the stage runs, then the one that it ended with."),
  current: TallyView.describe("Customers with the version before, at the same time."),
  candidate: TallyView.describe("Customers with the new version."),
  late: z.number().int().describe("Outcomes that came after the stage's end. They are counted in it."),
});

export const RolloutView = z
  .object({
    rollout_id: z.string().describe("Identifies the rollout in the other routes."),
    config: z.string().describe("The configuration's name."),
    from_version: z.number().int().describe("The version that everybody had before."),
    version: z.number().int().describe("The version that is rolled out."),
    status: RolloutStatus.describe("`refused`: it never began. `superseded`: another version was activated for all."),
    stage: z.number().int().describe("The place of the stage in `stages`, from 0."),
    stages: z.array(StageView).describe("All stages, the coming ones included."),
    min_minutes: z.number().describe("How long a stage lasts at least."),
    min_conversations: z.number().int().describe("Conversations with the new version that a stage needs."),
    counted_at: z.string().nullable().describe("When the figures were counted."),
    requested_by: z.string().describe("Who began it."),
    requested_at: z.string().describe("When it was begun."),
    ended: z
      .object({
        reason: z.string().describe("Why, for people."),
        by: z.string().describe("Who ended it; `rollout` for a verdict."),
        at: z.string().describe("When."),
      })
      .nullable()
      .describe("How it ended. Null while it runs."),
  })
  .meta({ id: "Rollout" });
export type RolloutView = z.infer<typeof RolloutView>;

export function rolloutView(rollout: Rollout): RolloutView {
  const { id, configName, fromVersion, version, status, stage, minMinutes, minExposures, countedAt, ended } = rollout;
  return {
    rollout_id: id,
    config: configName,
    from_version: fromVersion,
    version,
    status,
    stage,
    stages: rollout.stages.map(stageView),
    min_minutes: minMinutes,
    min_conversations: minExposures,
    counted_at: countedAt,
    requested_by: rollout.requestedBy,
    requested_at: rollout.requestedAt,
    ended,
  };
}

function stageView({ share, since, endedAt, verdict, current, candidate, late }: Stage): z.infer<typeof StageView> {
  return {
    percent: Number((share * 100).toFixed(2)),
    since,
    ended_at: endedAt,
    verdict: verdict && verdictView(verdict),
    current: tallyView(current),
    candidate: tallyView(candidate),
    late,
  };
}

function tallyView({ exposed, escalated, failed, guarded, rated, lowRated, cost }: Tally): z.infer<typeof TallyView> {
  return {
    conversations: exposed,
    escalated,
    failed,
    guarded,
    rated,
    low_ratings: lowRated,
    cost_usd: dollars(cost),
  };
}

function verdictView({ result, why, at, findings }: Verdict): z.infer<typeof VerdictView> {
  return {
    result,
    why,
    at,
    guardrails: findings.map(({ guardrail, current, candidate, ...finding }) => {
      const shown = (value: number | null) => (value === null || guardrail !== "cost" ? value : dollars(value));
      return { guardrail, ...finding, current: shown(current), candidate: shown(candidate) };
    }),
  };
}

/** From millionths, to a hundredth of a millionth: sums of floats show no noise. */
function dollars(micros: number): number {
  return Number((micros / 1e6).toFixed(8));
}
