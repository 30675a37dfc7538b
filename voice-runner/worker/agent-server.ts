import { availableParallelism } from "node:os";
import { AgentServer, type JobRequest, ServerOptions } from "@livekit/agents";
import { findCallOfRoom } from "../../functions/engines/calls/record/call-room.ts";
import type { CarriedCall } from "../../functions/engines/calls/watch/worker-lease.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import type { Keys } from "../../shared/platform/keys.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import { agentName, type CallMetadata, callIdOfRoom } from "../../shared/voice/call.ts";
import { verifyCallMetadata } from "../../shared/voice/call-metadata.ts";
import { noteCallTaken } from "./after-greetings.ts";
import { capacityOf, loadOf } from "./capacity.ts";

export interface AgentServerParts {
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** The port whose `/` answers 200 while the worker is connected to LiveKit, and 503 otherwise. */
  readonly port: number;
  /** Calls at once; undefined: by the number of cores. */
  readonly capacity: number | undefined;
  readonly production: boolean;
  readonly logLevel: string;
  /** The file that each call's process loads; its default export is made with `defineAgent`. */
  readonly jobFile: string;
  readonly keys: Keys;
  readonly documents: Pick<Documents, "get">;
  readonly log: Logger;
  /** Called with each call that is taken. */
  onAccepted(jobId: string, call: CarriedCall): void;
}

/**
 * So many calls that begin together find a process that is ready for them, where the machine is said to carry so many;
 * others wait 1–3 s for one. Each takes 320 MB, and 500 MB more with Whisper and Piper (measured).
 */
const mostReady = 4;
/** Loading the product takes a second, and on a busy machine much longer. One that is given up is started anew. */
const readyWithinMs = 60_000;
/** The worker: LiveKit offers it calls, it takes those that it can carry, and runs each in a process of its own. */
export function agentServer(parts: AgentServerParts): AgentServer {
  const { url, apiKey, apiSecret, port, production, logLevel, jobFile, keys, documents, log, onAccepted } = parts;
  const capacity = capacityOf(availableParallelism(), parts.capacity);
  const server: AgentServer = new AgentServer(
    new ServerOptions({
      agent: jobFile,
      agentName,
      wsURL: url,
      apiKey,
      apiSecret,
      host: "0.0.0.0",
      port,
      production,
      logLevel,
      loadFunc: async () => loadOf(server.activeJobs.length, capacity),
      loadThreshold: 1,
      numIdleProcesses: Math.min(mostReady, parts.capacity ?? availableParallelism()),
      initializeProcessTimeout: readyWithinMs,
      requestFunc: (request) => answerRequest(request, server.activeJobs.length < capacity),
    }),
  );

  /** A job that is refused is offered to no other worker. The calls engine then dispatches the call again. */
  async function answerRequest(request: JobRequest, hasRoom: boolean): Promise<void> {
    const refuse = async (why: string, err?: unknown) => {
      log.warn({ job: request.id, room: request.room?.name, err }, why);
      await request.reject();
    };
    if (!hasRoom) return refuse("call refused: all places are taken");
    let metadata: CallMetadata;
    try {
      metadata = await verifyCallMetadata(keys, request.job.metadata);
      await checkRoom(metadata, request.room?.name);
    } catch (error) {
      return refuse("call refused: its metadata is not the platform's", error);
    }
    const identity = `agent-${request.id}`;
    noteCallTaken();
    await request.accept("", identity);
    const callId = metadata.callId ?? callIdOfRoom(request.room?.sid ?? request.id);
    onAccepted(request.id, { tenantId: metadata.tenantId, callId, identity });
  }

  /** Browsers can read the metadata of their own call. It opens no other one. */
  async function checkRoom({ tenantId, callId }: CallMetadata, room: string | undefined): Promise<void> {
    const known = room === undefined ? undefined : await findCallOfRoom(documents, room);
    // The room of a call to a number may not be known yet.
    if (known && (known.tenantId !== tenantId || (callId !== null && known.callId !== callId)))
      throw new Error("The metadata is of another call than the room.");
  }

  return server;
}
