import type { SessionConfig } from "../../contracts/conversation/session-config.ts";
import { assignVariation } from "../../statistics/hash.ts";
import type { ActiveConfig } from "../versions/version-documents.ts";

type Chosen = Omit<SessionConfig, "name">;

/**
 * The version of the customer's arm. `chosen` stays without an experiment, without a customer, for a customer who does
 * not take part, and during a rollout, which has already chosen.
 */
export function chooseArm(
  { experiment, rollout }: Pick<ActiveConfig, "experiment" | "rollout">,
  chosen: Chosen,
  customerId: string | undefined,
): Chosen {
  if (experiment === undefined || rollout !== undefined || customerId === undefined) return chosen;
  const { id, seed, coverage, arms, closed } = experiment;
  const arm = arms[assignVariation(customerId, { seed, coverage, weights: arms.map(({ weight }) => weight) }) ?? -1];
  if (arm === undefined) return chosen;
  return {
    ...chosen,
    version: closed.includes(arm.key) ? chosen.version : arm.version,
    experiment: { id, arm: arm.key },
  };
}
