import { setTimeout as sleep } from "node:timers/promises";
import type { stt } from "@livekit/agents";
import {
  type AudioFrame,
  AudioSource,
  LocalAudioTrack,
  type RemoteParticipant,
  type RemoteTrackPublication,
  type Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
} from "@livekit/rtc-node";
import type { TransferRooms } from "../../functions/engines/calls/livekit/rooms.ts";
import { yesOrNo } from "../../functions/engines/conversation/reading/yes-no.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import { hearWords } from "./hear-words.ts";
import type { Colleague } from "./telephone.ts";

export interface RoomTelephoneParts {
  readonly room: Room;
  readonly rooms: TransferRooms;
  /** The caller's identity in the room. */
  readonly caller: string;
  /** The tenant's own number, by whose trunk calls go out; null: there is none. */
  readonly from: string | null;
  /** Hears a spoken yes; null: nothing recognises speech here, and keys alone count. */
  readonly recogniser: stt.STT | null;
  readonly log: Logger;
}

/** A new track reaches its first listener within this time; words said before would be lost. */
const trackArrivesMs = 400;

/**
 * A colleague in the call's room. LiveKit itself keeps them and the caller apart (`UpdateSubscriptions`), because a server
 * of one's own cannot move participants between rooms.
 */
export function inviteColleague(
  { room, rooms, caller, recogniser, log }: RoomTelephoneParts,
  identity: string,
): Colleague & { part(): Promise<void> } {
  const gone = new AbortController();
  const roomName = room.name ?? "";
  const keys = new EventTarget();
  let briefing: { readonly source: AudioSource; readonly sid: string } | undefined;
  let hearsSpeech = () => {};

  const tracksOf = (who: string) =>
    [...(room.remoteParticipants.get(who)?.trackPublications.values() ?? [])].flatMap(({ sid }) => sid ?? []);
  const ownTracks = () =>
    [...(room.localParticipant?.trackPublications.values() ?? [])].flatMap(({ sid }) =>
      sid === undefined || sid === briefing?.sid ? [] : [sid],
    );
  const briefingTrack = () => (briefing ? [briefing.sid] : []);

  async function setApart(isApart: boolean): Promise<void> {
    const [theirs, callers] = [tracksOf(identity), [...tracksOf(caller), ...ownTracks()]];
    await Promise.all([
      callers.length > 0 && rooms.setHeard(roomName, identity, callers, !isApart),
      theirs.length > 0 && rooms.setHeard(roomName, caller, theirs, !isApart),
      briefing && rooms.setHeard(roomName, caller, briefingTrack(), false),
    ]);
  }
  const part = () => setApart(true);

  const isTheirs = (participant: { readonly identity: string }) => participant.identity === identity;
  const partSoon = () => void part().catch((err: unknown) => log.warn({ err }, "a colleague was not kept apart"));
  const onTrack = (_track: RemoteTrackPublication, participant: RemoteParticipant) => {
    if (isTheirs(participant)) partSoon();
  };
  const onKey = (_code: number, key: string, participant: RemoteParticipant) => {
    if (isTheirs(participant)) keys.dispatchEvent(new CustomEvent("key", { detail: key }));
  };
  const onLeft = (participant: RemoteParticipant) => {
    if (isTheirs(participant)) leave();
  };
  room.on(RoomEvent.TrackPublished, onTrack);
  room.on(RoomEvent.DtmfReceived, onKey);
  room.on(RoomEvent.ParticipantDisconnected, onLeft);

  function leave(): void {
    room.off(RoomEvent.TrackPublished, onTrack);
    room.off(RoomEvent.DtmfReceived, onKey);
    room.off(RoomEvent.ParticipantDisconnected, onLeft);
    gone.abort();
  }

  async function openBriefing(sampleRate: number): Promise<AudioSource> {
    const source = new AudioSource(sampleRate, 1);
    const track = LocalAudioTrack.createAudioTrack("briefing", source);
    const options = new TrackPublishOptions({ source: TrackSource.SOURCE_UNKNOWN });
    const publication = await room.localParticipant?.publishTrack(track, options);
    briefing = { source, sid: publication?.sid ?? "" };
    await part();
    await sleep(trackArrivesMs);
    return source;
  }

  async function closeBriefing(): Promise<void> {
    const open = briefing;
    briefing = undefined;
    if (!open) return;
    await room.localParticipant?.unpublishTrack(open.sid);
    await open.source.close();
  }

  return {
    gone: gone.signal,
    part,

    async tell(sound, signal) {
      for await (const frame of sound as AsyncIterable<AudioFrame>) {
        if (signal.aborted) break;
        const source = briefing?.source ?? (await openBriefing(frame.sampleRate));
        await source.captureFrame(frame);
      }
      if (signal.aborted) briefing?.source.clearQueue();
      else await briefing?.source.waitForPlayout();
    },

    decision(signal) {
      const { promise, resolve } = Promise.withResolvers<"yes" | "no">();
      keys.addEventListener("key", (event) => {
        const key = event instanceof CustomEvent ? event.detail : undefined;
        if (key === "1") resolve("yes");
        if (key === "2") resolve("no");
      });
      signal.addEventListener("abort", () => resolve("no"), { once: true });
      hearsSpeech = () => {
        const track = [...(room.remoteParticipants.get(identity)?.trackPublications.values() ?? [])][0]?.track;
        if (recogniser === null || !track) return;
        hearWords(recogniser, track, signal, (words) => {
          const answer = yesOrNo(words);
          if (answer) resolve(answer);
        }).catch((err: unknown) => log.warn({ err }, "a colleague's words cannot be recognised, keys count"));
      };
      return promise;
    },

    hearSpeech: () => hearsSpeech(),

    async join() {
      await closeBriefing();
      await setApart(false);
    },

    async hangUp() {
      leave();
      await closeBriefing();
      await rooms.remove(roomName, identity);
    },
  };
}
