import type { ServerResponse } from "node:http";
import { environmentSecret, readEnvironment } from "../../shared/environment.ts";
import { openPlatform } from "../../shared/platform/open.ts";
import { createLogger } from "../../shared/telemetry/log.ts";
import { startTracing } from "../../shared/telemetry/tracing.ts";
import { type Composition, compose } from "../compose.ts";
import { drainOnSignal } from "./drain.ts";

/** One instance of a deployed function. */
export interface Instance {
  readonly composition: Composition;
  /** Answers a request; the instance does not end before it is answered, or the grace is over. */
  holding(response: ServerResponse, work: () => Promise<void>): Promise<void>;
}

/**
 * Opens the platform the environment names and composes the product on it.
 * @throws Error naming what the environment lacks.
 */
export async function openInstance(): Promise<Instance> {
  const environment = readEnvironment();
  const log = createLogger({ level: environment.LOG_LEVEL });
  const tracing = await startTracing(environment);
  const platform = await openPlatform(environment, { secrets: environmentSecret, log });
  const composition = compose({ environment, platform, publicUrl: publicUrlOf(environment), log });
  const holding = drainOnSignal(async (graceMs) => {
    await platform.close(graceMs);
    await tracing.stop();
  });
  return { composition, holding };
}

function publicUrlOf({ NODE_ENV, PUBLIC_URL, PORT }: Composition["environment"]): string {
  if (PUBLIC_URL !== undefined) return PUBLIC_URL;
  if (NODE_ENV !== "production") return `http://127.0.0.1:${PORT}`;
  throw new Error("PUBLIC_URL is not set: providers sign it, so every function needs it. Terraform sets it.");
}
