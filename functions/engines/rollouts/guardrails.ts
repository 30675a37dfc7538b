import type { Finding, Stage, Tally } from "./rollout.ts";

/** Of 100 rollouts of a harmless version, at most five are stopped, over all guardrails, stages and looks. */
export const falseAlarms = 0.05;

/** The ratios of the rates that the evidence is averaged over: the alternative is "some of these". */
const ratios = [1.25, 1.5, 2, 3, 4, 6, 10];
/** A configuration may cost a fifth more than the one before. */
const toleratedCost = 1.2;
/** The means are asymptotic: fewer conversations say nothing. */
const fewestCosts = 30;

const rates = [
  ["escalations", "escalated", "exposed"],
  ["errors", "failed", "exposed"],
  ["guard-events", "guarded", "exposed"],
  ["low-ratings", "lowRated", "rated"],
] as const;

/** Compares the arms of all stages so far, each stage within itself: other days and other shares do not mix. Pure. */
export function findingsOf(stages: readonly Stage[]): readonly Finding[] {
  const compared = stages.filter(({ share }) => share < 1);
  const threshold = (rates.length + 1) / falseAlarms;
  return [
    ...rates.map(([guardrail, event, of]) => {
      const evidence = rateEvidence(
        compared.map(({ share, current, candidate }) => ({
          share,
          current: current[event],
          candidate: candidate[event],
        })),
      );
      const rateOf = (arm: "current" | "candidate") => {
        const all = sum(compared, arm, of);
        return all === 0 ? null : sum(compared, arm, event) / all;
      };
      return finding(guardrail, { evidence, current: rateOf("current"), candidate: rateOf("candidate"), threshold });
    }),
    finding("cost", { ...costEvidence(compared), threshold }),
  ];
}

function finding(
  guardrail: Finding["guardrail"],
  found: Pick<Finding, "current" | "candidate" | "evidence"> & { readonly threshold: number },
): Finding {
  const { current, candidate, threshold } = found;
  const evidence = Math.min(found.evidence, 1e9);
  const result = evidence >= threshold ? "fail" : current === null || candidate === null ? "not-enough" : "pass";
  return { guardrail, result, current, candidate, evidence };
}

function sum(stages: readonly Stage[], arm: "current" | "candidate", field: keyof Tally): number {
  return stages.reduce((total, stage) => total + stage[arm][field], 0);
}

/**
 * How much likelier the events are if the candidate has more of them: a mixture of likelihood ratios, and an e-value at
 * every look. The hash deals customers with the stage's share, so an event that the version has no part in falls on the
 * candidate with exactly that probability, however rare events are.
 */
export function rateEvidence(
  strata: readonly { readonly share: number; readonly current: number; readonly candidate: number }[],
): number {
  const logs = ratios.map((ratio) =>
    strata.reduce((total, { share, current, candidate }) => {
      const worse = (share * ratio) / (share * ratio + 1 - share);
      return total + candidate * Math.log(worse / share) + current * Math.log((1 - worse) / (1 - share));
    }, 0),
  );
  const highest = Math.max(...logs);
  return Math.exp(highest) * (logs.reduce((total, log) => total + Math.exp(log - highest), 0) / logs.length);
}

/** A one-sided normal mixture over the difference of the means (Waudby-Smith et al., 2021), with the stages as strata. */
function costEvidence(stages: readonly Stage[]): Pick<Finding, "current" | "candidate" | "evidence"> {
  const usable = stages.filter(
    ({ current, candidate }) => current.exposed >= fewestCosts && candidate.exposed >= fewestCosts,
  );
  const weight = sum(usable, "candidate", "exposed");
  if (weight === 0) return { current: null, candidate: null, evidence: 1 };
  let [before, after, variance] = [0, 0, 0];
  for (const { current, candidate } of usable) {
    const part = candidate.exposed / weight;
    before += part * (current.cost / current.exposed);
    after += part * (candidate.cost / candidate.exposed);
    variance += part ** 2 * (varianceOfMean(candidate) + toleratedCost ** 2 * varianceOfMean(current));
  }
  const difference = after - toleratedCost * before;
  // Every conversation cost the same: there is nothing to test, and a difference is a difference.
  if (variance === 0) return { current: before, candidate: after, evidence: difference > 0 ? 1e9 : 1 };
  const spread = (0.3 * before) ** 2 / variance;
  const z = difference / Math.sqrt(variance);
  const exponent = z <= 0 ? 0 : (z ** 2 * spread) / (2 * (1 + spread));
  return { current: before, candidate: after, evidence: Math.exp(Math.min(exponent, 20)) / Math.sqrt(1 + spread) };
}

function varianceOfMean({ exposed, cost, costSquares }: Tally): number {
  const mean = cost / exposed;
  return Math.max(0, costSquares / exposed - mean ** 2) / exposed;
}
