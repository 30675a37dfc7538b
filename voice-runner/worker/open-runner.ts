import { type Composition, compose } from "../../functions/app/compose.ts";
import { publicUrlOf } from "../../functions/app/settings/public-url.ts";
import { engines } from "../../functions/index.ts";
import { environmentSecret, readEnvironment } from "../../shared/environment.ts";
import { openPlatform } from "../../shared/platform/open.ts";
import { createLogger } from "../../shared/telemetry/log.ts";
import { logTrace } from "../../shared/telemetry/log-trace.ts";
import { startTracing } from "../../shared/telemetry/tracing.ts";

export interface OpenedRunner {
  readonly composition: Composition;
  stop(graceMs: number): Promise<void>;
}

/**
 * Opens the product in this process. It runs no engine: steps that a call's events start run where the product runs.
 * @throws Error naming the missing environment variables
 */
export async function openRunner(): Promise<OpenedRunner> {
  const environment = readEnvironment();
  const log = createLogger({ level: environment.LOG_LEVEL, ...logTrace(environment) });
  const tracing = await startTracing(environment, log);
  const platform = await openPlatform(environment, { secrets: environmentSecret, log });
  return {
    composition: compose({ engines, environment, platform, publicUrl: publicUrlOf(environment), log }),
    async stop(graceMs) {
      await platform.close(graceMs);
      await tracing.stop();
    },
  };
}
