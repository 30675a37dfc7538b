import type { AgentDispatchClient, ServerError, SIPOutboundTrunkInfo } from "livekit-server-sdk";
import { RetryableError } from "../../../../shared/runtime/failures/errors.ts";
import { agentName, callRoleAttribute } from "../../../../shared/voice/call.ts";
import { idOfCallMetadata } from "../../../../shared/voice/call-metadata.ts";
import type { LiveKitAccount } from "../../../app/livekit.ts";
import { type DialResult, dialFailure } from "./dial-outcome.ts";
import { roleOf } from "./participant-role.ts";

/** Who is in a room now. */
export interface RoomPresence {
  readonly agents: number;
  readonly callers: number;
  /** Agents that took the call within the last seconds and are on their way. */
  readonly startingAgents: number;
}

export interface Dialling {
  readonly room: string;
  readonly trunkId: string;
  /** E.164. */
  readonly from: string;
  readonly to: string;
  readonly identity: string;
  /** `colleague`: somebody who is asked into the call, and is no part of it until they accept. */
  readonly role: "caller" | "colleague";
  readonly ringMs: number;
}

/** What the engine does at LiveKit. */
export interface CallRooms {
  /**
   * Removes agents that are known to be gone, whom LiveKit shows for twenty seconds more.
   * @returns undefined where there is no such room
   */
  presence(
    room: string,
    moment: { readonly now: Date; readonly without: ReadonlySet<string> },
  ): Promise<RoomPresence | undefined>;
  /** Sends for an agent; makes the room where it is missing. @returns LiveKit's id of the dispatch */
  dispatch(room: string, metadata: string): Promise<string>;
  /** The dispatch whose metadata has this id. */
  findDispatch(room: string, metadataId: string): Promise<string | undefined>;
  /** The trunk that calls go out by from one of the tenant's numbers. */
  outboundTrunk(number: string): Promise<string | undefined>;
  /** Resolves when somebody answered, or will not. */
  dial(dialling: Dialling): Promise<DialResult>;
  /** Ends the room for everybody. Nothing happens where it is gone. */
  close(room: string): Promise<void>;
}

/** What an agent does at LiveKit when it connects its caller to a person. */
export interface TransferRooms extends Pick<CallRooms, "outboundTrunk" | "dial" | "close"> {
  /** Sends the caller's telephone elsewhere (SIP REFER), after which it is no part of the room. */
  refer(room: string, identity: string, number: string): Promise<DialResult>;
  /** Whether somebody in the room hears these tracks. */
  setHeard(room: string, identity: string, tracks: readonly string[], isHeard: boolean): Promise<void>;
  /** Hangs up on one participant. Nothing happens where they are gone. */
  remove(room: string, identity: string): Promise<void>;
}

/** An agent's process takes this long to join after it took a call, with a cold start. */
const startingMs = 10_000;

/** LiveKit's own clients, loaded at first use. A failure to reach the server is a `RetryableError`. */
export function liveKitRooms({ apiUrl, apiKey, apiSecret }: LiveKitAccount): CallRooms & TransferRooms {
  const clients = async () => {
    const { RoomServiceClient, AgentDispatchClient, SipClient } = await import("livekit-server-sdk");
    return {
      rooms: new RoomServiceClient(apiUrl, apiKey, apiSecret),
      dispatches: new AgentDispatchClient(apiUrl, apiKey, apiSecret),
      sip: new SipClient(apiUrl, apiKey, apiSecret),
    };
  };

  return {
    async presence(room, { now, without }) {
      const { rooms, dispatches } = await clients();
      return orMissing(async () => {
        const [listed, sent] = await Promise.all([rooms.listParticipants(room), dispatches.listDispatch(room)]);
        const gone = listed.filter(({ identity }) => without.has(identity));
        // LiveKit removes them itself after twenty seconds. Asked for a dead one, it may answer 503 after seconds, and the
        // caller must not wait for that.
        void Promise.allSettled(gone.map(({ identity }) => rooms.removeParticipant(room, identity)));
        const participants = listed.filter((each) => !gone.includes(each));
        const roles = participants.map(roleOf);
        const since = now.getTime() - startingMs;
        const starting = sent.flatMap(({ state }) =>
          (state?.jobs ?? []).filter((job) => isStarting(job, state?.createdAt ?? 0n, since) && !isOf(job, without)),
        );
        return {
          agents: roles.filter((role) => role === "agent").length,
          callers: roles.filter((role) => role === "caller").length,
          startingAgents: starting.length,
        };
      });
    },

    async dispatch(room, metadata) {
      const { dispatches } = await clients();
      // Where no answer came, the agent may have been sent for: the error is left as it is, and the ledger looks it up.
      const sent = dispatches.createDispatch(room, agentName, { metadata }).catch((error: unknown) => {
        throw isServerError(error) ? unavailable(error) : error;
      });
      return (await sent).id;
    },

    async findDispatch(room, metadataId) {
      const { dispatches } = await clients();
      const sent = await orMissing(() => dispatches.listDispatch(room));
      return sent?.find(({ metadata }) => idOfCallMetadata(metadata) === metadataId)?.id;
    },

    async outboundTrunk(number) {
      const { sip } = await clients();
      const trunks: readonly SIPOutboundTrunkInfo[] = await callLiveKit(() => sip.listSipOutboundTrunk());
      return trunks.find(({ numbers }) => numbers.includes(number))?.sipTrunkId;
    },

    async dial({ room, trunkId, from, to, identity, role, ringMs }) {
      const { sip } = await clients();
      return resultOfDial(() =>
        sip.createSipParticipant(trunkId, to, room, {
          fromNumber: from,
          participantIdentity: identity,
          participantAttributes: { [callRoleAttribute]: role },
          waitUntilAnswered: true,
          ringingTimeout: Math.round(ringMs / 1_000),
        }),
      );
    },

    async refer(room, identity, number) {
      const { sip } = await clients();
      return resultOfDial(() => sip.transferSipParticipant(room, identity, `tel:${number}`));
    },

    async setHeard(room, identity, tracks, isHeard) {
      const { rooms } = await clients();
      await orMissing(() => rooms.updateSubscriptions(room, identity, [...tracks], isHeard));
    },

    async remove(room, identity) {
      const { rooms } = await clients();
      await orMissing(() => rooms.removeParticipant(room, identity));
    },

    async close(room) {
      const { rooms } = await clients();
      await orMissing(() => rooms.deleteRoom(room));
    },
  };
}

type Dispatch = Awaited<ReturnType<AgentDispatchClient["listDispatch"]>>[number];
type Job = NonNullable<Dispatch["state"]>["jobs"][number];

/** LiveKit's times are nanoseconds. A job that no worker has begun yet has the time of its dispatch. */
function isStarting({ state }: Job, dispatchedAt: bigint, sinceMs: number): boolean {
  const { startedAt = 0n, endedAt = 0n } = state ?? {};
  return endedAt === 0n && Number(startedAt === 0n ? dispatchedAt : startedAt) / 1e6 > sinceMs;
}

function isOf({ state }: Job, identities: ReadonlySet<string>): boolean {
  return identities.has(state?.participantIdentity ?? "");
}

async function resultOfDial(dial: () => Promise<unknown>): Promise<DialResult> {
  try {
    await dial();
    return { answered: true };
  } catch (error) {
    if (!isServerError(error)) throw error;
    const sipCode = Number(error.metadata?.sip_status_code ?? Number.NaN);
    return dialFailure(Number.isNaN(sipCode) ? undefined : sipCode, `livekit-${error.code ?? error.status}`);
  }
}

async function orMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  return callLiveKit(() =>
    ask().catch((error: unknown) => {
      if (isServerError(error) && error.status === 404) return undefined;
      throw error;
    }),
  );
}

async function callLiveKit<T>(ask: () => Promise<T>): Promise<T> {
  return ask().catch((error: unknown) => {
    throw unavailable(error);
  });
}

function unavailable(cause: unknown): RetryableError {
  const why = isServerError(cause) ? `answered ${cause.status}` : "cannot be reached";
  const text = `The LiveKit server ${why}. Check LIVEKIT_URL and its keys.`;
  return new RetryableError("livekit-unavailable", text, { cause, retryAfterMs: 2_000 });
}

/** By its fields: the SDK must not be loaded to recognise its errors. */
function isServerError(error: unknown): error is ServerError {
  return error instanceof Error && "status" in error && typeof error.status === "number";
}
