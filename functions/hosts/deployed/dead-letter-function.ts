import { type Instances, recording } from "../../app/instances.ts";

/** The function that receives the pushes of every step's dead-letter topic. It only writes documents. */
export const deadLetterFunction = {
  name: "dead-letters",
  instances: { ...recording, maxInstances: 5, roles: ["documents"] } satisfies Instances,
} as const;
