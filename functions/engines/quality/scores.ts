import { z } from "zod";
import type { CheckedConversation } from "./checks/check-turns.ts";
import type { Finding } from "./checks/finding.ts";

const Score = z.number().min(1).max(10);

/** Each from 1 (bad) to 10 (good). Null: nothing in the conversation tells. */
export const Scores = z.object({
  helpfulness: Score.nullable(),
  accuracy: Score.nullable(),
  appropriateness: Score.nullable(),
  goalAchievement: Score.nullable(),
  overall: Score.nullable(),
});
export type Scores = z.infer<typeof Scores>;

/** What became of the conversation. */
export interface Outcome {
  readonly resolved: boolean;
  readonly handedOver: boolean;
  /** A tool did what was asked, such as a booking. */
  readonly toolsCompleted: number;
  /** 0 to 1, of the customer's last messages; null without any. */
  readonly lastSentiment: number | null;
  /** 1 to 5, of the customer's own rating; null without one. */
  readonly rating: number | null;
  /** Turns in which nothing was found. */
  readonly unanswered: number;
}

/** The parts of the overall score, which count in proportion among those that are known. */
const weights = { helpfulness: 0.3, accuracy: 0.3, appropriateness: 0.15, goalAchievement: 0.25 } as const;

/** Points that each finding of a kind takes from accuracy or appropriateness. */
const costs: Readonly<
  Partial<Record<Finding["kind"], { readonly accuracy?: number; readonly appropriateness?: number }>>
> = {
  "unsupported-number": { accuracy: 2 },
  "contradicts-source": { accuracy: 2 },
  "unsupported-name": { accuracy: 1 },
  "promise-without-action": { accuracy: 3 },
  policy: { appropriateness: 4 },
  "wrong-language": { appropriateness: 3 },
  repetition: { appropriateness: 1 },
};

/** Scores a checked conversation without a model. Pure. */
export function scoresOf(checked: CheckedConversation, outcome: Outcome): Scores {
  if (checked.answered === 0)
    return { helpfulness: null, accuracy: null, appropriateness: null, goalAchievement: null, overall: null };
  const lost = (part: "accuracy" | "appropriateness") =>
    checked.findings.reduce((sum, { kind }) => sum + (costs[kind]?.[part] ?? 0), 0);
  const promised = checked.findings.some(({ kind }) => kind === "promise-without-action");
  const accuracy =
    checked.grounding === null
      ? promised
        ? bounded(10 - lost("accuracy"))
        : null
      : bounded(1 + 9 * checked.grounding - lost("accuracy") / 2);
  const parts = {
    helpfulness: helpfulnessOf(checked.answered, outcome),
    accuracy,
    appropriateness: bounded(10 - lost("appropriateness")),
    goalAchievement: goalOf(outcome),
  };
  return { ...parts, overall: overallOf(parts) };
}

/** The weighted mean of the known parts. A part below 3 bounds the whole: polite words do not make up for a wrong price. */
export function overallOf(parts: Omit<Scores, "overall">): number | null {
  let [sum, weight, least] = [0, 0, 10];
  for (const [name, share] of Object.entries(weights)) {
    const score = parts[name as keyof typeof weights];
    if (score === null) continue;
    sum += score * share;
    weight += share;
    least = Math.min(least, score);
  }
  if (weight === 0) return null;
  return bounded(Math.min(sum / weight, least < 3 ? least + 2 : 10));
}

function helpfulnessOf(answered: number, { unanswered, lastSentiment, rating }: Outcome): number {
  const found = 1 - Math.min(1, unanswered / answered);
  const felt = rating === null ? lastSentiment : (rating - 1) / 4;
  return bounded(1 + 9 * (felt === null ? found : 0.6 * found + 0.4 * felt));
}

function goalOf({ resolved, handedOver, toolsCompleted, unanswered }: Outcome): number | null {
  if (handedOver) return 4;
  if (toolsCompleted > 0) return unanswered > 0 ? 7 : 9;
  if (resolved) return unanswered > 0 ? 6 : 8;
  return unanswered > 0 ? 3 : null;
}

function bounded(score: number): number {
  return Math.round(Math.min(10, Math.max(1, score)) * 100) / 100;
}
