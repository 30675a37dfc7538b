import { type Instances, recording } from "../../app/instances.ts";

/**
 * The function that receives the pushes of every step's dead-letter topic. It writes documents, and publishes what the
 * event's step has for those who wait for it.
 */
export const deadLetterFunction = {
  name: "dead-letters",
  instances: { ...recording, maxInstances: 5, roles: ["documents", "bus", "keys"] } satisfies Instances,
} as const;
