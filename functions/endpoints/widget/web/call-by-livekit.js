import { CallRefused } from "./call-refused.js";

/** LiveKit's names (@livekit/agents, constants.ts). */
const topics = { transcription: "lk.transcription", chat: "lk.chat" };
const agentState = "lk.agent.state";

/** LiveKit's client is a script of 150 KB (gzipped) that sets a global. Only calls through LiveKit load it. */
async function loadLiveKit() {
  await import("./livekit-client.js");
  return globalThis.LivekitClient;
}

/**
 * Connects a call through a LiveKit room. LiveKit makes lost connections again by itself.
 * @param {{ open: () => Promise<{ url: string, token: string, call_id: string }>, on: (message: object) => void,
 *   onClosed: () => void, onMicrophoneLost: () => void }} call
 * @throws CallRefused
 */
export async function callByLiveKit({ open, on, onClosed, onMicrophoneLost }) {
  const [{ Room, RoomEvent, ConnectionState, Track }, opened] = await Promise.all([
    loadLiveKit(),
    open().catch(refuse),
  ]);
  const room = new Room({
    adaptiveStream: false,
    audioCaptureDefaults: { echoCancellation: true, noiseSuppression: true },
  });
  const players = new Set();
  let isOver = false;

  room
    .on(RoomEvent.TrackSubscribed, (track) => {
      if (track.kind === Track.Kind.Audio) players.add(track.attach());
    })
    .on(RoomEvent.TrackUnsubscribed, (track) => {
      for (const player of track.detach()) players.delete(player);
    })
    .on(RoomEvent.ParticipantAttributesChanged, ({ [agentState]: state }) => {
      if (["listening", "thinking", "speaking"].includes(state)) on({ type: "state", state });
    })
    .on(RoomEvent.Reconnecting, () => on({ type: "reconnecting" }))
    .on(RoomEvent.Reconnected, () => on({ type: "reconnected" }))
    .on(RoomEvent.MediaDevicesError, onMicrophoneLost)
    .on(RoomEvent.Disconnected, () => {
      if (!isOver) onClosed();
    });
  room.registerTextStreamHandler(topics.transcription, async (reader, { identity }) => {
    const by = identity === room.localParticipant.identity ? "customer" : "agent";
    const { "lk.segment_id": id = reader.info.id, "lk.transcription_final": final } = reader.info.attributes ?? {};
    let text = "";
    for await (const piece of reader) {
      text += piece;
      on({ type: "line", id, by, text, open: by === "customer" && final !== "true" });
    }
  });
  await room.connect(opened.url, opened.token).catch(() => {
    isOver = true;
    throw new CallRefused("connection-failed");
  });

  return {
    callId: opened.call_id,
    hears: true,
    async listen(deviceId) {
      await room.localParticipant.setMicrophoneEnabled(true, deviceId ? { deviceId } : undefined);
      if (deviceId) await room.switchActiveDevice("audioinput", deviceId);
    },
    mute: (on) => void room.localParticipant.setMicrophoneEnabled(!on),
    wake: () => void room.startAudio(),
    isSilent: () => room.state === ConnectionState.Connected && !room.canPlaybackAudio,
    async devices() {
      const of = (kind) => Room.getLocalDevices(kind, false);
      return {
        microphones: await of("audioinput"),
        speakers: "setSinkId" in Audio.prototype ? await of("audiooutput") : [],
      };
    },
    speakBy: (deviceId) => room.switchActiveDevice("audiooutput", deviceId),
    say: (text) => void room.localParticipant.sendText(text, { topic: topics.chat }),
    hangUp() {
      isOver = true;
      for (const player of players) player.remove();
      void room.disconnect();
    },
  };
}

function refuse(error) {
  throw new CallRefused(error.code ?? "connection-failed");
}
