import type { RolloutObservation } from "../../../shared/contracts/metrics/rollout-observations.ts";
import type { Rollout, Stage, Tally } from "./rollout.ts";

export const emptyTally: Tally = {
  exposed: 0,
  escalated: 0,
  failed: 0,
  guarded: 0,
  rated: 0,
  lowRated: 0,
  cost: 0,
  costSquares: 0,
};

/** Adds observations to the stages in which their conversations began, however late they come. Pure. */
export function counted(rollout: Rollout, observations: readonly RolloutObservation[], at: string): Rollout {
  const stages = observations.reduce<readonly Stage[]>(
    (before, observation) =>
      before.map((stage, index) => (index === observation.stage ? withObservation(stage, observation) : stage)),
    rollout.stages,
  );
  return { ...rollout, stages: [...stages], countedAt: at };
}

function withObservation(stage: Stage, observation: RolloutObservation): Stage {
  const { arm, facts, cost, costSquares } = observation;
  const before = stage[arm];
  const tally: Tally = { ...before, cost: before.cost + cost, costSquares: before.costSquares + costSquares };
  for (const fact of facts) tally[fact] += 1;
  return { ...stage, [arm]: tally, late: stage.late + (stage.endedAt === null ? 0 : 1) };
}
