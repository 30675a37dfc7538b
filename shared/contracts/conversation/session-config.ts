import { z } from "zod";

/** `candidate`: the version that is being rolled out. `current`: the one that it may replace. */
export const RolloutArm = z.literal(["current", "candidate"]);
export type RolloutArm = z.infer<typeof RolloutArm>;

/** What a session knows of the rollout in which it began. It stays as long as the session. */
export const Exposure = z.object({ rolloutId: z.string(), stage: z.number().int(), arm: RolloutArm });
export type Exposure = z.infer<typeof Exposure>;

/** The version of a conversation's configuration, and the rollout that chose it. */
export const SessionConfig = z.object({
  name: z.string(),
  version: z.number().int(),
  exposure: Exposure.optional(),
  /** The experiment in which the session takes part, and its variant. */
  experiment: z.object({ id: z.string(), arm: z.string() }).optional(),
});
export type SessionConfig = z.infer<typeof SessionConfig>;
