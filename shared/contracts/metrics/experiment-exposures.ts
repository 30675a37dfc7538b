import { z } from "zod";
import { byCustomer } from "../../platform/personal-data.ts";
import { deriveId } from "../../runtime/ids.ts";
import { newOwned, ownedDocument } from "../../runtime/owned-document.ts";

/** A session of the conversation that is over, and what came of it. */
export const ExposedSession = z.object({
  startedAt: z.string(),
  resolved: z.boolean(),
  handedOver: z.boolean(),
  turns: z.number(),
  guardEvents: z.number(),
  errors: z.number(),
  costNanoUsd: z.number(),
});
export type ExposedSession = z.infer<typeof ExposedSession>;

const Exposure = z.object({
  experimentId: z.string(),
  arm: z.string(),
  conversationId: z.string(),
  customerId: z.string(),
  /** The first turn that the arm's configuration answered. */
  at: z.string(),
  /** Ended sessions, each once, the newest of many. */
  sessions: z.array(ExposedSession),
});
export type ExperimentExposure = z.infer<typeof Exposure>;

/** A conversation that took part in an experiment. The turn that begins it writes it; outcomes follow. */
export const experimentExposures = ownedDocument<ExperimentExposure>({
  name: "experiment-exposures",
  state: Exposure,
  indexes: [["customerId"], ["experimentId", "customerId asc"]],
  confidential: false,
  // Which variant a person had is about the person; what came of it counts without them.
  personal: { fields: ["state.arm", "state.sessions"], find: byCustomer("state.customerId") },
});

export function exposureId(experimentId: string, conversationId: string): string {
  return deriveId("experiment-exposure", experimentId, conversationId);
}

/** For the commit of the turn that exposes the conversation. */
export function newExposure(exposure: Omit<ExperimentExposure, "sessions">) {
  return newOwned<ExperimentExposure>({ ...exposure, sessions: [] });
}
