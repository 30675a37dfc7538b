import { randomUUID } from "node:crypto";
import { type AgentServer, initializeLogger } from "@livekit/agents";
import { requireLiveKit } from "../../functions/app/livekit.ts";
import { stopSignal } from "../stop-signal.ts";
import { agentServer } from "./agent-server.ts";
import { watchCalls } from "./call-watch.ts";
import { drain } from "./drain.ts";
import { openRunner } from "./open-runner.ts";
import { reportReady } from "./report-ready.ts";
import { revisionOf } from "./revision.ts";

/** A call may last half an hour after SIGTERM where the host allows it. */
const longestDrainMs = 1_800_000;

/**
 * Runs the voice runner until SIGTERM, or until another revision replaces this one: it then takes no more calls, and ends
 * after the last. A process that a host starts again after that waits for SIGTERM without taking calls.
 * @param jobFile the file that each call's process loads
 * @throws Problem `voice-not-configured`
 */
export async function startRunner(jobFile: string): Promise<void> {
  const { composition, stop } = await openRunner();
  const { environment, platform, log } = composition;
  const { url, apiKey, apiSecret } = await requireLiveKit({ environment, keys: platform.keys });
  initializeLogger({ pretty: false, level: environment.LOG_LEVEL });
  const stopped = stopSignal();
  const revision = revisionOf({ documents: platform.documents, environment, log });
  if (await revision.isReplaced()) {
    log.info({ revision: environment.VOICE_REVISION }, "Takes no calls, because another revision replaces this one");
    await stopped;
    return stop(5_000);
  }
  const watch = watchCalls({
    workerId: randomUUID(),
    platform,
    log,
    now: composition.now,
    runningJobs: () => new Set(server.activeJobs.map(({ job }) => job.id)),
  });
  const server: AgentServer = agentServer({
    url,
    apiKey,
    apiSecret,
    jobFile,
    keys: platform.keys,
    documents: platform.documents,
    log,
    port: environment.VOICE_PORT,
    capacity: environment.VOICE_CALLS,
    production: environment.NODE_ENV === "production",
    // LiveKit's own lines name callers, so only its warnings are kept.
    logLevel: environment.LOG_LEVEL === "debug" ? "debug" : "warn",
    onAccepted: watch.accepted,
  });
  const stopReporting = reportReady({ port: environment.VOICE_PORT, calls: () => server.activeJobs.length, log });
  server.event.once("worker_registered", () => void revision.replaceOther());
  const drained = Promise.race([stopped, revision.replaced]).then(() => drain(server, longestDrainMs));
  await Promise.race([server.run(), drained]);
  stopReporting();
  await server.close();
  await watch.stop();
  revision.close();
  await stop(5_000);
}
