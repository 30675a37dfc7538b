import { stt } from "@livekit/agents";
import { AudioStream, type Track } from "@livekit/rtc-node";

const sampleRate = 16_000;

/** Recognises what is said on a track until the signal aborts. @throws what the vendor says */
export async function hearWords(
  recogniser: stt.STT,
  track: Track,
  signal: AbortSignal,
  onWords: (text: string) => void,
): Promise<void> {
  const words = recogniser.stream();
  const sound = new AudioStream(track, { sampleRate, numChannels: 1 });
  const stop = () => {
    words.close();
    void sound.cancel();
  };
  signal.addEventListener("abort", stop, { once: true });
  const listening = (async () => {
    for await (const frame of sound) {
      if (signal.aborted) return;
      words.pushFrame(frame);
    }
  })();
  for await (const event of words)
    if (event.type === stt.SpeechEventType.FINAL_TRANSCRIPT) onWords(event.alternatives?.[0]?.text ?? "");
  await listening;
}
