import type { Scores } from "../scores.ts";
import { overallOf } from "../scores.ts";
import type { Criterion, Verdict } from "./judge.ts";

/** The checks are sure outside this band, so no model is asked. */
const uncertain = { from: 0.35, to: 0.85 };
/** Points of accuracy between the checks and a judge from which two more votes are taken. */
const disagreement = 3;

/**
 * Whether the checks leave a question for a judge: support in the middle of its range, or a conversation whose outcome
 * tells nothing. Pure.
 */
export function isUncertain(grounding: number | null, scores: Scores): boolean {
  if (grounding !== null && grounding > uncertain.from && grounding < uncertain.to) return true;
  return scores.overall !== null && scores.goalAchievement === null;
}

/** Whether one vote is so far from the checks that two more are worth their price. */
export function wantsMoreVotes(scores: Scores, verdict: Verdict): boolean {
  return scores.accuracy !== null && Math.abs(scores.accuracy - verdict.accuracy.score) >= disagreement;
}

/** The vote whose scores lie in the middle of all votes, by accuracy and then by helpfulness. */
export function middleVote(votes: readonly [Verdict, ...Verdict[]]): Verdict {
  const sorted = votes.toSorted(
    (one, other) => one.accuracy.score - other.accuracy.score || one.helpfulness.score - other.helpfulness.score,
  );
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? votes[0];
}

/**
 * The checks' scores with the judge's. What the checks found wrong stays wrong: a judge may lower their accuracy, and
 * raises it only to the middle of both, because figures and names are compared better mechanically.
 */
export function withVerdict(scores: Scores, verdict: Verdict): Scores {
  const of = (criterion: Criterion) => verdict[criterion].score;
  const accuracy =
    scores.accuracy === null ? of("accuracy") : Math.min(of("accuracy"), (scores.accuracy + of("accuracy")) / 2);
  const parts = {
    helpfulness: of("helpfulness"),
    accuracy: Math.round(accuracy * 100) / 100,
    appropriateness: Math.min(of("appropriateness"), scores.appropriateness ?? 10),
    goalAchievement: of("goal_achievement"),
  };
  return { ...parts, overall: overallOf(parts) };
}
