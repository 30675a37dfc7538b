import { AudioFrame, dispose, Room, RoomEvent } from "@livekit/rtc-node";
import { listenIn, publishMicrophone } from "../../emulators/livekit/participant.ts";
import { audible, loudnessOf, markedAudio, scriptRate } from "../../voice-runner/providers/scripted/marked-audio.ts";

const frameMs = 20;
const frameSamples = (scriptRate * frameMs) / 1_000;

/** When a sound began and ended, on `performance.now()`'s clock. */
export interface Span {
  readonly beganAt: number;
  readonly endedAt: number;
}

/** Somebody who calls through a real LiveKit server: a microphone in real time, and an ear. */
export interface RoomCaller {
  readonly room: Room;
  /** Says the script's utterance. Resolves when its last sample was sent. */
  say(index: number, durationMs?: number): Promise<Span>;
  /** Sends 16 kHz mono sound. Resolves when its last sample was sent. */
  play(sound: Int16Array): Promise<Span>;
  /**
   * When sound was heard last, and when the newest speech of the agent began (`performance.now()`); 0: never. And the
   * longest silence within a speech, by its samples.
   */
  readonly heard: Heard;
  leave(): Promise<void>;
}

interface Heard {
  lastAt: number;
  beganAt: number;
  longestGapMs: number;
}

/** Silence of this length lies between two speeches. */
const pauseMs = 300;

/** Ends rtc-node's own threads, after the last call of a process. */
export const endCalls = dispose;

export async function joinCall({ url, token }: { readonly url: string; readonly token: string }): Promise<RoomCaller> {
  const room = new Room();
  const heard: Heard = { lastAt: 0, beganAt: 0, longestGapMs: 0 };
  listenIn(room, scriptRate, (sound) => listen(sound, heard));
  await room.connect(url, token, { autoSubscribe: true, dynacast: false });
  const source = await publishMicrophone(room, scriptRate);
  let isSaying = false;
  const timer = setInterval(() => {
    // After a stall, silence would keep the backlog alive and delay everything that is said later.
    if (!isSaying && source.queuedDuration < 60) void send(new Int16Array(frameSamples));
  }, frameMs);

  // A caller who was put out has no microphone left.
  room.on(RoomEvent.Disconnected, () => clearInterval(timer));
  const send = (samples: Int16Array) =>
    source.captureFrame(new AudioFrame(samples, scriptRate, 1, samples.length)).catch(() => undefined);

  async function play(sound: Int16Array): Promise<Span> {
    isSaying = true;
    const beganAt = performance.now() + source.queuedDuration;
    // Ahead of real time, so that a process that is not scheduled for a while leaves no gap in the sound.
    for (let at = 0; at < sound.length; at += frameSamples) await send(sound.slice(at, at + frameSamples));
    await source.waitForPlayout();
    const endedAt = performance.now();
    isSaying = false;
    return { beganAt, endedAt };
  }

  return {
    room,
    heard,
    play,
    say: (index, durationMs = 600) => play(markedAudio(index, durationMs)),
    async leave() {
      clearInterval(timer);
      await room.disconnect();
    },
  };
}

async function listen(stream: AsyncIterable<AudioFrame>, heard: Heard): Promise<void> {
  let silentMs = Number.POSITIVE_INFINITY;
  for await (const { data, sampleRate } of stream) {
    if (loudnessOf(data) <= audible) {
      silentMs += (data.length / sampleRate) * 1_000;
      continue;
    }
    const now = performance.now();
    if (now - heard.lastAt > pauseMs) heard.beganAt = now;
    else if (silentMs < pauseMs) heard.longestGapMs = Math.max(heard.longestGapMs, silentMs);
    heard.lastAt = now;
    silentMs = 0;
  }
}
