import type { HttpHandler } from "../../shared/http/handler.ts";
import { type Instances, recording } from "../instances.ts";
import { nothingHere } from "./door.ts";
import type { Instance } from "./instance.ts";

/** The function that every step's dead-letter topic is pushed to. It writes documents and touches nothing else. */
export const deadLetters = {
  name: "dead-letters",
  instances: { ...recording, maxInstances: 5, roles: ["documents"] } satisfies Instances,
} as const;

/** Lists what the bus gave up on, because no process lived to refuse it, with what steps gave up on. */
export async function deadLettersDoor(instance: Instance): Promise<HttpHandler> {
  const { platform } = await instance.composition();
  return platform.doors?.deadLetters ?? nothingHere;
}
