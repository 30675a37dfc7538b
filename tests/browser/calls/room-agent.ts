import { AudioFrame, Room, RoomEvent } from "@livekit/rtc-node";
import { AccessToken, RoomServiceClient } from "livekit-server-sdk";
import { publishMicrophone } from "../../../emulators/livekit/participant.ts";
import type { LiveKit } from "../../../emulators/livekit/start.ts";
import { toneOf } from "../../../voice-runner/providers/scripted/marked-audio.ts";
import { until } from "../../contracts/open-platform.ts";

const sampleRate = 16_000;
const frameSamples = sampleRate / 50;

/** Joins the only room of a server as an agent would: it says a line with a tone, and repeats what is typed to it. */
export async function joinAsAgent(
  livekit: LiveKit,
): Promise<{ readonly typed: readonly string[]; leave(): Promise<void> }> {
  const rooms = new RoomServiceClient(livekit.httpUrl, livekit.apiKey, livekit.apiSecret);
  let name = "";
  await until("a caller in a room", async () => {
    const [room] = await rooms.listRooms();
    name = room?.name ?? "";
    return room !== undefined && room.numParticipants > 0;
  });
  const token = new AccessToken(livekit.apiKey, livekit.apiSecret, { identity: "agent" });
  token.kind = "agent";
  token.addGrant({ roomJoin: true, room: name, canPublish: true, canPublishData: true, canUpdateOwnMetadata: true });
  const room = new Room();
  const typed: string[] = [];
  let saying: Promise<void> = Promise.resolve();
  room.registerTextStreamHandler("lk.chat", async (reader) => {
    const text = await reader.readAll();
    typed.push(text);
    saying = say(`You wrote: ${text}`, "second");
  });
  await room.connect(livekit.url, await token.toJwt(), { autoSubscribe: true, dynacast: false });
  const source = await publishMicrophone(room, sampleRate);
  const tone = toneOf(440, 1_500, sampleRate);

  async function say(text: string, segment: string): Promise<void> {
    await room.localParticipant?.setAttributes({ "lk.agent.state": "speaking" });
    await room.localParticipant?.sendText(text, {
      topic: "lk.transcription",
      attributes: { "lk.segment_id": segment, "lk.transcription_final": "true" },
    });
    for (let at = 0; at < tone.length; at += frameSamples)
      await source.captureFrame(new AudioFrame(tone.slice(at, at + frameSamples), sampleRate, 1, frameSamples));
    await room.localParticipant?.setAttributes({ "lk.agent.state": "listening" });
  }

  await say("Hello from the room.", "first");
  return {
    typed,
    async leave() {
      // What is under way rejects when the room is left.
      await saying;
      const gone = new Promise((resolve) => room.once(RoomEvent.Disconnected, resolve));
      await room.disconnect();
      await gone;
    },
  };
}
