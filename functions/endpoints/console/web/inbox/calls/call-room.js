const transcription = "lk.transcription";

/** LiveKit's client is a script of 150 KB (gzipped) that sets a global. It is loaded when an operator joins a call. */
async function loadLiveKit() {
  await import("/widget/app/inbox/livekit-client.js");
  return globalThis.LivekitClient;
}

/**
 * Joins a call's room: its sound is played, and what is being said is told before it is final.
 * @param {object} call
 * @param {{ url: string, token: string }} call.joined
 * @param {boolean} call.speaks whether the microphone is published
 * @param {(line: { by: "customer" | "agent", text: string, final: boolean }) => void} call.onCaption
 * @param {(state: "joined" | "reconnecting" | "over") => void} call.onState
 * @throws Error when the server does not answer, or the browser gives no microphone
 */
export async function joinRoom({ joined, speaks, onCaption, onState }) {
  const { Room, RoomEvent, Track } = await loadLiveKit();
  const room = new Room({ audioCaptureDefaults: { echoCancellation: true, noiseSuppression: true } });
  const players = new Set();
  room
    .on(RoomEvent.TrackSubscribed, (track) => {
      if (track.kind === Track.Kind.Audio) players.add(track.attach());
    })
    .on(RoomEvent.TrackUnsubscribed, (track) => {
      for (const player of track.detach()) players.delete(player);
    })
    .on(RoomEvent.Reconnecting, () => onState("reconnecting"))
    .on(RoomEvent.Reconnected, () => onState("joined"))
    .on(RoomEvent.Disconnected, () => onState("over"));
  room.registerTextStreamHandler(transcription, async (reader, { identity }) => {
    const { "lk.transcription_final": final, "lk.transcribed_track_id": track } = reader.info.attributes ?? {};
    const speaker = room.getParticipantByIdentity(identity);
    const ofAgent = speaker?.isAgent ?? !track;
    const by = ofAgent ? "agent" : "customer";
    let text = "";
    for await (const piece of reader) {
      text += piece;
      onCaption({ by, text, final: final === "true" });
    }
    // The agent's words come as one stream for each speech; the customer's guesses as one stream for each guess.
    if (ofAgent) onCaption({ by, text, final: true });
  });
  try {
    await room.connect(joined.url, joined.token);
    await room.startAudio();
    if (speaks) await room.localParticipant.setMicrophoneEnabled(true);
  } catch (error) {
    await room.disconnect();
    throw error;
  }

  return {
    mute: (on) => room.localParticipant.setMicrophoneEnabled(!on),
    async leave() {
      for (const player of players) player.remove();
      await room.disconnect();
    },
  };
}
