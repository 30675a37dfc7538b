import type { stt, tts } from "@livekit/agents";
import { AudioFrame } from "@livekit/rtc-node";

/** Quick tries, so that a test of a fault takes no seconds. */
export const quickly = { maxRetry: 1, retryIntervalMs: 10, timeoutMs: 2_000 };

/** 20 ms of a tone, which no filter of silence drops. */
export function soundFrame(sampleRate: number): AudioFrame {
  const samples = Int16Array.from(
    { length: sampleRate / 50 },
    (_, at) => 8_000 * Math.sin((2 * Math.PI * 300 * at) / sampleRate),
  );
  return new AudioFrame(samples, sampleRate, 1, samples.length);
}

/** Collects what a stream hears, while it hears. */
export function eventsOf(stream: stt.SpeechStream) {
  const events: stt.SpeechEvent[] = [];
  const ended = (async () => {
    for await (const event of stream) events.push(event);
  })();
  const texts = (type: stt.SpeechEventType) =>
    events.filter((event) => event.type === type).map(({ alternatives }) => alternatives?.[0].text ?? "");
  return { events, ended, texts };
}

/** The faults that a recogniser or a voice told of. */
export function faultsOf(speech: stt.STT | tts.TTS): Error[] {
  const faults: Error[] = [];
  (speech as tts.TTS).on("error", ({ error }) => faults.push(error));
  return faults;
}

/** Everything that a streaming voice says of a text that is written at once. */
export async function spokenBy(voice: tts.TTS, text: string): Promise<{ readonly seconds: number }> {
  const stream = voice.stream({ connOptions: quickly });
  stream.pushText(text);
  stream.endInput();
  let seconds = 0;
  for await (const audio of stream)
    if (typeof audio !== "symbol") seconds += audio.frame.samplesPerChannel / audio.frame.sampleRate;
  return { seconds };
}

/** Waits until something holds. @throws Error after five seconds */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("It did not happen within five seconds.");
}
