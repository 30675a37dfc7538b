import { type Instances, recording } from "../../app/instances.ts";

/** The function that every step's dead-letter topic is pushed to. It writes documents and touches nothing else. */
export const deadLetterFunction = {
  name: "dead-letters",
  instances: { ...recording, maxInstances: 5, roles: ["documents"] } satisfies Instances,
} as const;
