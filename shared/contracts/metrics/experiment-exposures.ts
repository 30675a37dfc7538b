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

/** What was told of the conversation besides its sessions: a rating from 1 to 5, or that it sold or booked something. */
const ToldOutcome = z.object({
  /** Names what told it, so that it is kept once. */
  source: z.string(),
  at: z.string(),
  rating: z.number().nullable(),
  converted: z.boolean(),
});
export type ToldOutcome = z.infer<typeof ToldOutcome>;

const Exposure = z.object({
  experimentId: z.string(),
  arm: z.string(),
  conversationId: z.string(),
  customerId: z.string(),
  /** The first turn that the arm's configuration answered. */
  at: z.string(),
  /** Ended sessions, each once, the newest of many. */
  sessions: z.array(ExposedSession),
  /** Ratings and conversions, each once, the newest of many. They may come before their session is over, or long after. */
  told: z.array(ToldOutcome).optional(),
});
export type ExperimentExposure = z.infer<typeof Exposure>;

/** A conversation that took part in an experiment. The turn that begins it writes it; outcomes follow. */
export const experimentExposures = ownedDocument<ExperimentExposure>({
  name: "experiment-exposures",
  state: Exposure,
  indexes: [["customerId"], ["experimentId", "customerId asc"]],
  confidential: false,
  // Which variant a person had is about the person; what came of it counts without them.
  personal: { fields: ["state.arm", "state.sessions", "state.told"], find: byCustomer("state.customerId") },
});

export function exposureId(experimentId: string, conversationId: string): string {
  return deriveId("experiment-exposure", experimentId, conversationId);
}

/** For the commit of the turn that exposes the conversation. */
export function newExposure(exposure: Omit<ExperimentExposure, "sessions" | "told">) {
  return newOwned<ExperimentExposure>({ ...exposure, sessions: [] });
}
