import { z } from "zod";
import type { Agreement } from "./calibration/agreement.ts";
import type { VersionQuality } from "./calibration/compare-versions.ts";
import { findingKinds } from "./checks/finding.ts";
import type { Evaluation } from "./evaluations/evaluation.ts";
import { samplingReasons } from "./sampling.ts";

const Score = z.number().nullable().describe("From 1 (bad) to 10 (good); null where nothing tells.");
const AgentView = z
  .object({ name: z.string(), version: z.number().int() })
  .describe("The configuration that answered.");

const summary = {
  id: z.string().describe("Identifies the evaluation in the other routes."),
  conversation_id: z.string().describe("The conversation that was evaluated."),
  reason: z.literal(samplingReasons).describe("Why it was evaluated."),
  agent: AgentView,
  channel: z.string().describe("Where the customer wrote."),
  language: z.string().describe("The customer's language (BCP 47)."),
  turns: z.number().int().describe("Turns that were read, the newest 60 at most."),
  scores: z
    .object({ helpfulness: Score, accuracy: Score, appropriateness: Score, goal_achievement: Score, overall: Score })
    .describe("The five scores."),
  hallucination: z.number().nullable().describe("The share of statements that no source supports, 0 to 1."),
  finding_count: z.number().int().describe("How many faults were found."),
  ended_at: z.string().describe("When the session ended."),
  evaluated_at: z.string().describe("When it was evaluated."),
};

export const EvaluationSummaryView = z.object(summary).meta({ id: "EvaluationSummary" });

export const EvaluationView = z
  .object({
    ...summary,
    rubric: z.string().describe("The version of the rubric. Scores of different rubrics are not compared."),
    findings: z
      .array(
        z.object({
          kind: z.literal(findingKinds).describe("What is wrong."),
          turn: z.number().int().describe("The turn's number in the conversation."),
          quote: z.string().describe("The words that show it."),
          evidence: z.string().nullable().describe("What a source says instead, or the guard's code."),
        }),
      )
      .describe("The first 50 faults, in the order of the conversation."),
    judge: z
      .object({
        status: z.literal(["not-asked", "unusable", "rated"]).describe("Whether a model rated it."),
        why: z.string().nullable().describe("Why none was asked: certain, disabled or cap."),
        model: z.string().nullable().describe("The model that was asked."),
        votes: z.number().int().describe("How often it was asked: three times where it disagrees with the checks."),
        judgements: z
          .array(
            z.object({
              criterion: z.string().describe("What was rated."),
              score: z.number().describe("From 1 to 10."),
              reason: z.string().describe("The model's reason."),
              quote: z
                .string()
                .nullable()
                .describe("Words of the conversation; null when the model quoted none that were said."),
            }),
          )
          .describe("The vote that counts."),
      })
      .describe("What a model said, where the checks left a question."),
  })
  .meta({ id: "Evaluation" });

export function evaluationSummary(evaluation: Evaluation): z.infer<typeof EvaluationSummaryView> {
  const { scores, grounding } = evaluation;
  return {
    id: evaluation.evaluationId,
    conversation_id: evaluation.conversationId,
    reason: evaluation.reason,
    agent: evaluation.agent,
    channel: evaluation.channel,
    language: evaluation.language,
    turns: evaluation.turns,
    scores: {
      helpfulness: scores.helpfulness,
      accuracy: scores.accuracy,
      appropriateness: scores.appropriateness,
      goal_achievement: scores.goalAchievement,
      overall: scores.overall,
    },
    hallucination: grounding === null ? null : Math.round((1 - grounding) * 1_000) / 1_000,
    finding_count: evaluation.findingCount,
    ended_at: evaluation.until,
    evaluated_at: evaluation.at,
  };
}

export function evaluationView(evaluation: Evaluation): z.infer<typeof EvaluationView> {
  const { judge, rubric, findings } = evaluation;
  const judgements =
    judge.status === "rated"
      ? Object.entries(judge.judgements).map(([criterion, judgement]) => ({ criterion, ...judgement }))
      : [];
  return {
    ...evaluationSummary(evaluation),
    rubric,
    findings,
    judge: {
      status: judge.status,
      why: judge.status === "not-asked" ? judge.why : null,
      model: judge.status === "not-asked" ? null : judge.model,
      votes: judge.status === "rated" ? judge.votes : 0,
      judgements,
    },
  };
}

export const VersionQualityView = z
  .object({
    agent: AgentView,
    evaluations: z.number().int().describe("Evaluated conversations of the version."),
    overall: Score,
    accuracy: Score,
    hallucination: z.number().nullable().describe("The mean share of statements without a source, 0 to 1."),
    with_findings: z.number().describe("The share of conversations with a fault, 0 to 1."),
    drift: z
      .object({
        verdict: z
          .literal(["first", "not-enough", "better", "worse", "same"])
          .describe("Against the version before it, at one false alarm in a thousand."),
        difference: z.number().nullable().describe("The difference of the overall scores."),
        interval: z
          .array(z.number())
          .length(2)
          .nullable()
          .describe("Where the difference lies, with a confidence of 99.9 %."),
      })
      .describe("Whether the version changed the quality."),
  })
  .meta({ id: "VersionQuality" });

export function versionView({
  agent,
  evaluations,
  overall,
  accuracy,
  hallucination,
  withFindings,
  drift,
}: VersionQuality): z.infer<typeof VersionQualityView> {
  const compared = "difference" in drift ? drift : undefined;
  return {
    agent,
    evaluations,
    overall,
    accuracy,
    hallucination,
    with_findings: withFindings,
    drift: {
      verdict: drift.verdict,
      difference: compared?.difference ?? null,
      interval: compared ? [...compared.interval] : null,
    },
  };
}

export const AgreementView = z
  .object({
    rubric: z.string().describe("The version of the rubric."),
    pairs: z.number().int().describe("Conversations that both a person and the evaluation rated."),
    kappa: z
      .number()
      .nullable()
      .describe("Quadratic-weighted κ: 1 is full agreement, 0 chance. Null: it is not defined."),
    interval: z
      .array(z.number())
      .length(2)
      .nullable()
      .describe("The middle 95 % of κ; null with fewer than ten pairs."),
    same: z.number().describe("The share of equal scores, 0 to 1."),
    nearly_same: z.number().describe("The share of scores at most one apart, 0 to 1."),
    base_rate: z.number().describe("The share of the people's most frequent score: agreement that costs nothing."),
  })
  .meta({ id: "RaterAgreement" });

export function agreementView(rubric: string, agreement: Agreement): z.infer<typeof AgreementView> {
  const { pairs, kappa, interval, same, nearlySame, baseRate } = agreement;
  return {
    rubric,
    pairs,
    kappa,
    interval: interval && [...interval],
    same,
    nearly_same: nearlySame,
    base_rate: baseRate,
  };
}
