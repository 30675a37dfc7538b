import { AudioFrame, type AudioSource, type RemoteParticipant, Room, RoomEvent } from "@livekit/rtc-node";
import { AccessToken } from "livekit-server-sdk";
import { listenIn, publishMicrophone } from "../../../emulators/livekit/participant.ts";
import type { LiveKit } from "../../../emulators/livekit/start.ts";
import { toneOf } from "../../../voice-runner/providers/scripted/marked-audio.ts";

export const deskRate = 16_000;

/** A participant as an agent is one: it says a tone, and keeps what it hears. */
export interface Desk {
  readonly room: Room;
  /** Everybody's samples since joining. */
  heard(): Int16Array;
  readonly keys: readonly string[];
  /** The other participant, once it has joined. */
  caller(): Promise<RemoteParticipant>;
  leave(): Promise<void>;
}

export async function joinAsAgent(
  server: Pick<LiveKit, "url" | "apiKey" | "apiSecret">,
  roomName: string,
  frequency: number,
): Promise<Desk> {
  const room = new Room();
  const chunks: Int16Array[] = [];
  const keys: string[] = [];
  listenIn(room, deskRate, async (sound) => {
    for await (const { data } of sound) chunks.push(data);
  });
  room.on(RoomEvent.DtmfReceived, (_code, digit) => keys.push(digit));
  const token = new AccessToken(server.apiKey, server.apiSecret, { identity: "desk" });
  token.addGrant({ room: roomName, roomJoin: true, canPublish: true, canSubscribe: true });
  await room.connect(server.url, await token.toJwt(), { autoSubscribe: true, dynacast: false });
  const source = await publishMicrophone(room, deskRate);
  const speaking = speak(room, source, frequency);
  return {
    room,
    keys,
    heard: () => Int16Array.from(chunks.flatMap((chunk) => [...chunk])),
    async caller() {
      const present = [...room.remoteParticipants.values()][0];
      return present ?? new Promise((resolve) => room.once(RoomEvent.ParticipantConnected, resolve));
    },
    async leave() {
      await room.disconnect();
      await speaking;
      await source.close();
    },
  };
}

/** `captureFrame` waits until its queue has room, which paces the tone. */
async function speak(room: Room, source: AudioSource, frequency: number): Promise<void> {
  const samples = toneOf(frequency, 1_000, deskRate);
  const step = deskRate / 50;
  for (let at = 0; room.isConnected; at = (at + step) % samples.length)
    await source.captureFrame(new AudioFrame(samples.slice(at, at + step), deskRate, 1, step));
}
