import type { SessionConfig } from "../../../../../shared/contracts/conversation/session-config.ts";
import {
  experimentExposures,
  exposureId,
  newExposure,
} from "../../../../../shared/contracts/metrics/experiment-exposures.ts";
import { put, type Write } from "../../../../../shared/platform/documents.ts";

interface Exposing {
  readonly id: string;
  readonly customer: { readonly id: string };
  readonly config: Pick<SessionConfig, "experiment">;
  readonly sessionAt?: string | undefined;
  readonly exposedTo?: string | undefined;
}

interface Exposed {
  readonly conversation: { readonly exposedTo?: string };
  readonly writes: readonly Write[];
}

/**
 * Notes with the first answered turn that the conversation takes part in an experiment: once, because the note and the
 * record of it join the turn's commit. Nothing outside an experiment and nothing at later turns. Pure.
 */
export function exposeToExperiment(
  { id: conversationId, customer, config, sessionAt, exposedTo }: Exposing,
  at: string,
): Exposed {
  const { experiment } = config;
  if (experiment === undefined || exposedTo === experiment.id) return { conversation: {}, writes: [] };
  const exposure = newExposure({
    experimentId: experiment.id,
    arm: experiment.arm,
    conversationId,
    customerId: customer.id,
    at: sessionAt ?? at,
  });
  return {
    conversation: { exposedTo: experiment.id },
    writes: [put(experimentExposures.collection, exposureId(experiment.id, conversationId), exposure)],
  };
}
