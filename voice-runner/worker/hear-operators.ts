import type { stt } from "@livekit/agents";
import { type RemoteParticipant, type Room, RoomEvent, type Track } from "@livekit/rtc-node";
import { hearWords } from "../transfer/hear-words.ts";
import { isOperator } from "./operator-presence.ts";

/** Recognises a track until the signal aborts (`hearWords`). */
type Hear = (track: Track, signal: AbortSignal, onWords: (text: string) => void) => Promise<void>;

export function hearBy(recogniser: stt.STT): Hear {
  return (track, signal, onWords) => hearWords(recogniser, track, signal, onWords);
}

/** Tells what operators say in the room, until the returned function is called. Who only listens publishes no track. */
export function hearOperators(
  room: Room,
  ports: { readonly hear: Hear; onWords(text: string): void; onFault(error: unknown): void },
): () => void {
  const over = new AbortController();
  const heard = new Map<Track, AbortController>();

  function begin(track: Track, participant: RemoteParticipant): void {
    if (!isOperator(participant) || heard.has(track) || over.signal.aborted) return;
    const gone = new AbortController();
    heard.set(track, gone);
    const onWords = (text: string) => {
      if (text.trim() !== "") ports.onWords(text.trim());
    };
    ports.hear(track, AbortSignal.any([over.signal, gone.signal]), onWords).catch(ports.onFault);
  }

  function end(track: Track): void {
    heard.get(track)?.abort();
    heard.delete(track);
  }

  const onSubscribed = (track: Track, _publication: unknown, participant: RemoteParticipant) =>
    begin(track, participant);
  room.on(RoomEvent.TrackSubscribed, onSubscribed).on(RoomEvent.TrackUnsubscribed, end);
  for (const participant of room.remoteParticipants.values())
    for (const { track } of participant.trackPublications.values()) if (track) begin(track, participant);

  return () => {
    room.off(RoomEvent.TrackSubscribed, onSubscribed).off(RoomEvent.TrackUnsubscribed, end);
    over.abort();
  };
}
