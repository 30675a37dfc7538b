import { fixedHorizonTest } from "../../../../shared/statistics/frequentist.ts";
import type { Sample } from "../../../../shared/statistics/sample.ts";
import type { VersionScores } from "./version-scores.ts";

type Sum = VersionScores["overall"];

export interface VersionQuality {
  readonly agent: VersionScores["agent"];
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
export function compareVersions(counted: readonly VersionScores[]): readonly VersionQuality[] {
  const byName = Map.groupBy(counted, ({ agent }) => agent.name);
  return [...byName.values()].flatMap((ofName) => {
    const versions = ofName.toSorted((one, other) => one.agent.version - other.agent.version);
    return versions.map((of, at) => qualityOf(of, versions[at - 1])).toReversed();
  });
}

function qualityOf(of: VersionScores, before: VersionScores | undefined): VersionQuality {
  return {
    agent: of.agent,
    evaluations: of.evaluations,
    overall: meanOf(of.overall),
    accuracy: meanOf(of.accuracy),
    hallucination: meanOf(of.hallucination),
    withFindings: of.withFindings / of.evaluations,
    drift: driftOf(of.overall, before?.overall),
  };
}

function driftOf(scores: Sum, before: Sum | undefined): Drift {
  if (before === undefined) return { verdict: "first" };
  if (Math.min(scores.n, before.n) < fewestCompared) return { verdict: "not-enough" };
  const { estimate, interval, problem } = fixedHorizonTest(sampleOf(before), sampleOf(scores), {
    difference: "absolute",
    alpha,
  });
  if (problem !== undefined) return { verdict: "not-enough" };
  const verdict = interval[0] > 0 ? "better" : interval[1] < 0 ? "worse" : "same";
  return { verdict, difference: estimate, interval };
}

function sampleOf({ n, sum, squares }: Sum): Sample {
  return { kind: "mean", n, sum, sumSquares: squares };
}

function meanOf({ n, sum }: Sum): number | null {
  return n === 0 ? null : sum / n;
}
