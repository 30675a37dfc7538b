import { fixedHorizonTest } from "../../../../shared/statistics/frequentist.ts";
import type { Sample } from "../../../../shared/statistics/sample.ts";
import type { Evaluation } from "../evaluations/evaluation.ts";

export interface VersionQuality {
  readonly agent: Evaluation["agent"];
  readonly evaluations: number;
  readonly overall: number | null;
  readonly accuracy: number | null;
  /** The mean share of statements without a source. */
  readonly hallucination: number | null;
  /** The share of conversations with a finding. */
  readonly withFindings: number;
  /** Against the version before it, by the overall score. */
  readonly drift: Drift;
}

export type Drift =
  | { readonly verdict: "first" | "not-enough" }
  | {
      readonly verdict: "better" | "worse" | "same";
      readonly difference: number;
      readonly interval: readonly [number, number];
    };

/** Versions with fewer evaluations are not compared. */
const fewestCompared = 30;
/** One false alarm in a thousand comparisons: each version is looked at every day. */
const alpha = 0.001;

/** The quality of each version of each configuration, the newest first, and whether it drifts. Pure. */
export function compareVersions(evaluated: readonly Evaluation[]): readonly VersionQuality[] {
  const byName = Map.groupBy(evaluated, ({ agent }) => agent.name);
  return [...byName.values()].flatMap((ofName) => {
    const versions = [...Map.groupBy(ofName, ({ agent }) => agent.version).entries()].toSorted(
      ([one], [other]) => one - other,
    );
    return versions.map(([, of], at) => qualityOf(of, versions[at - 1]?.[1])).toReversed();
  });
}

function qualityOf(of: readonly Evaluation[], before: readonly Evaluation[] | undefined): VersionQuality {
  const ungrounded = known(of.map(({ grounding }) => grounding)).map((share) => 1 - share);
  return {
    agent: of[0]?.agent ?? { name: "", version: 0 },
    evaluations: of.length,
    overall: meanOf(overallsOf(of)),
    accuracy: meanOf(known(of.map(({ scores }) => scores.accuracy))),
    hallucination: meanOf(ungrounded),
    withFindings: of.filter(({ findingCount }) => findingCount > 0).length / of.length,
    drift: driftOf(overallsOf(of), before === undefined ? undefined : overallsOf(before)),
  };
}

function driftOf(scores: readonly number[], before: readonly number[] | undefined): Drift {
  if (before === undefined) return { verdict: "first" };
  if (Math.min(scores.length, before.length) < fewestCompared) return { verdict: "not-enough" };
  const { estimate, interval, problem } = fixedHorizonTest(sampleOf(before), sampleOf(scores), {
    difference: "absolute",
    alpha,
  });
  if (problem !== undefined) return { verdict: "not-enough" };
  const verdict = interval[0] > 0 ? "better" : interval[1] < 0 ? "worse" : "same";
  return { verdict, difference: estimate, interval };
}

function sampleOf(scores: readonly number[]): Sample {
  const sum = scores.reduce((total, score) => total + score, 0);
  return { kind: "mean", n: scores.length, sum, sumSquares: scores.reduce((total, score) => total + score ** 2, 0) };
}

function overallsOf(of: readonly Evaluation[]): readonly number[] {
  return known(of.map(({ scores }) => scores.overall));
}

function known(values: readonly (number | null)[]): readonly number[] {
  return values.filter((value) => value !== null);
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
