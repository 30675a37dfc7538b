import { AudioFrame, Room, RoomEvent } from "@livekit/rtc-node";
import { AccessToken, type RoomConfiguration } from "livekit-server-sdk";
import { listenIn, publishMicrophone } from "../livekit/participant.ts";
import type { LiveKit } from "../livekit/start.ts";
import { type MediaStream, sampleRate } from "./media-stream.ts";
import { keys } from "./rtp.ts";

/** A telephone as a participant of a room, as livekit-sip shows it. */
export interface RoomSide {
  readonly identity: string;
  readonly roomName: string;
  /** The attribute `sip.callStatus`: dialing, ringing, active. */
  setStatus(status: "dialing" | "ringing" | "active"): Promise<void>;
  hear(samples: Int16Array): void;
  press(key: string): void;
  leave(): Promise<void>;
}

export interface Joining {
  readonly roomName: string;
  readonly identity: string;
  readonly name: string;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** For calls to a number: the agents that the dispatch rule asks for. */
  readonly roomConfig?: RoomConfiguration;
}

/** More in the source than this is a backlog, which would delay the rest of the call. */
const longestBacklogMs = 200;

/** Joins the room with kind SIP and publishes what the telephone says. `onGone` follows when the room ends the call. */
export async function joinRoom(
  server: Pick<LiveKit, "url" | "apiKey" | "apiSecret">,
  joining: Joining,
  media: MediaStream,
  onGone: () => void,
): Promise<RoomSide> {
  const { identity, roomName } = joining;
  const room = new Room();
  listenIn(room, sampleRate, async (sound, speaker) => {
    for await (const { data } of sound) media.play(speaker, data);
  });
  room.on(RoomEvent.DtmfReceived, (_code, digit) => media.press(digit));
  room.on(RoomEvent.Disconnected, onGone);
  await room.connect(server.url, await tokenOf(server, joining), { autoSubscribe: true, dynacast: false });
  const source = await publishMicrophone(room, sampleRate);
  return {
    identity,
    roomName,
    async setStatus(status) {
      await room.localParticipant?.setAttributes({ "sip.callStatus": status });
    },
    hear(samples) {
      if (!room.isConnected || source.queuedDuration > longestBacklogMs) return;
      const frame = new AudioFrame(samples, sampleRate, 1, samples.length);
      source.captureFrame(frame).catch(reportOf("A packet of the telephone did not reach the room"));
    },
    press(key) {
      room.localParticipant
        ?.publishDtmf(keys.indexOf(key), key)
        .catch(reportOf("A key of the telephone did not reach the room"));
    },
    async leave() {
      room.off(RoomEvent.Disconnected, onGone);
      await room.disconnect();
      await source.close();
    },
  };
}

function tokenOf(server: Pick<LiveKit, "apiKey" | "apiSecret">, joining: Joining): Promise<string> {
  const { roomName: room, roomConfig, identity, name, metadata, attributes } = joining;
  const token = new AccessToken(server.apiKey, server.apiSecret, { identity, name, metadata, attributes, ttl: "1h" });
  token.kind = "sip";
  token.addGrant({ room, roomJoin: true, canPublish: true, canSubscribe: true, canUpdateOwnMetadata: true });
  if (roomConfig) token.roomConfig = roomConfig;
  return token.toJwt();
}

/** A room that has just ended refuses the last packets of a call. */
function reportOf(what: string): (error: unknown) => void {
  return (error) => console.error(`sip bridge: ${what}`, error);
}
