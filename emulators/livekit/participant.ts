import {
  type AudioFrame,
  AudioSource,
  AudioStream,
  LocalAudioTrack,
  type Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
} from "@livekit/rtc-node";

/** Publishes a microphone in a room. What its source captures is heard there. */
export async function publishMicrophone(room: Room, sampleRate: number): Promise<AudioSource> {
  const source = new AudioSource(sampleRate, 1);
  const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE });
  await room.localParticipant?.publishTrack(LocalAudioTrack.createAudioTrack("microphone", source), options);
  return source;
}

/** Begins `listen` with the mono sound of each track of a room, and who speaks in it. Call it before the room is joined. */
export function listenIn(
  room: Room,
  sampleRate: number,
  listen: (sound: AsyncIterable<AudioFrame>, speaker: string) => Promise<void>,
): void {
  room.on(RoomEvent.TrackSubscribed, (track, _publication, { identity }) => {
    if (track.kind !== TrackKind.KIND_AUDIO) return;
    void listen(new AudioStream(track, { sampleRate, numChannels: 1 }), identity);
  });
}
