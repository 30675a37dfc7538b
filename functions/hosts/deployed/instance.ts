import { environmentSecret, readEnvironment } from "../../../shared/environment.ts";
import { openPlatform } from "../../../shared/platform/open.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { logTrace } from "../../../shared/telemetry/log-trace.ts";
import { startTracing, type Tracing } from "../../../shared/telemetry/tracing.ts";
import { type Composition, compose } from "../../app/compose.ts";
import { once } from "../../app/lazy.ts";
import { publicUrlOf } from "../../app/settings/public-url.ts";
import { callServersOf } from "../../endpoints/call-servers.ts";
import type { Runtime } from "../../endpoints/http-endpoint.ts";
import { engines } from "../../index.ts";
import { drainOnSignal, type TrackRequest } from "./drain.ts";

/** One instance of a deployed function. The product is composed once, when its function needs it. */
export interface FunctionInstance extends Runtime {
  readonly holding: TrackRequest;
  readonly tracing: Tracing;
}

/**
 * @throws Error naming the missing environment variables. `composition` throws the same for the platform's variables.
 */
export async function openFunctionInstance(): Promise<FunctionInstance> {
  const environment = readEnvironment();
  const log = createLogger({ level: environment.LOG_LEVEL, ...logTrace(environment) });
  const tracing = await startTracing(environment, log);
  let opened: Composition | undefined;
  const composition = once(async () => {
    const platform = await openPlatform(environment, { secrets: environmentSecret, log });
    opened = compose({ engines, environment, platform, publicUrl: publicUrlOf(environment), log });
    return opened;
  });
  const track = drainOnSignal(async (graceMs) => {
    await opened?.platform.close(graceMs);
    await tracing.stop();
  });
  /** Exports meanwhile what earlier requests left, because the CPU stopped with their responses. Nobody waits for it. */
  const holding: TrackRequest = (response, work) => {
    tracing.catchUp();
    return track(response, work);
  };
  return {
    log,
    composition,
    engines,
    staticRoot: projectRoot,
    callServers: callServersOf(environment),
    holding,
    tracing,
  };
}
