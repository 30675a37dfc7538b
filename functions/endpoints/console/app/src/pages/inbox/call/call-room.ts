import type * as LiveKit from "livekit-client";

const transcription = "lk.transcription";
/** A script of 150 KB (gzipped) that sets a global. The widget's calls load the same one. */
const clientPath = "/widget/app/inbox/livekit-client.js";

declare global {
  var LivekitClient: typeof LiveKit;
}

export interface Caption {
  readonly by: "customer" | "agent";
  readonly text: string;
  readonly isFinal: boolean;
}

export interface JoinedRoom {
  mute(on: boolean): Promise<unknown>;
  leave(): Promise<void>;
}

/**
 * Joins a call's room: its sound is played, and what is being said is told before it is final.
 * @throws Error when the server does not answer, or the browser gives no microphone
 */
export async function joinRoom({
  joined,
  speaks,
  onCaption,
  onState,
}: {
  readonly joined: { readonly url: string; readonly token: string };
  /** Whether the microphone is published. */
  readonly speaks: boolean;
  onCaption(line: Caption): void;
  onState(state: "joined" | "reconnecting" | "over"): void;
}): Promise<JoinedRoom> {
  await import(/* @vite-ignore */ clientPath);
  const { Room, RoomEvent, Track } = globalThis.LivekitClient;
  const room = new Room({ audioCaptureDefaults: { echoCancellation: true, noiseSuppression: true } });
  const players = new Set<HTMLMediaElement>();
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
    const isOfAgent = speaker?.isAgent ?? !track;
    const by = isOfAgent ? "agent" : "customer";
    let text = "";
    for await (const piece of reader) {
      text += piece;
      onCaption({ by, text, isFinal: final === "true" });
    }
    // The agent's words come as one stream for each speech; the customer's guesses as one stream for each guess.
    if (isOfAgent) onCaption({ by, text, isFinal: true });
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
