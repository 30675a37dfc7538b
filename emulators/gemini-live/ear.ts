/** 16-bit mono sound at this rate is what the API takes. */
const rate = 16_000;
const audible = 0.01;
const lowestHertz = 400;
const stepHertz = 60;

export interface EarListener {
  started(): void;
  /** `utterance`: which tone of a script it was; null for other sounds. */
  ended(utterance: number | null): void;
}

/**
 * Automatic activity detection by loudness. The stand-in has no ears for words: a test's utterance n is a tone of 400 Hz
 * and 60 Hz more for each n, as voice-runner/providers/scripted speaks it.
 */
export function createEar(
  { startsAfterMs, endsAfterMs }: { readonly startsAfterMs: number; readonly endsAfterMs: number },
  listener: EarListener,
) {
  let voicedMs = 0;
  let silentMs = 0;
  let isSpeaking = false;
  let crossings = 0;
  let last = 0;
  return {
    hear(sound: Buffer) {
      const count = Math.floor(sound.length / 2);
      if (count === 0) return;
      const ms = (count / rate) * 1_000;
      const heard = measure(sound, count, last);
      last = heard.last;
      if (heard.loudness > audible) {
        voicedMs += ms;
        crossings += heard.crossings;
        silentMs = 0;
        if (!isSpeaking && voicedMs >= startsAfterMs) {
          isSpeaking = true;
          listener.started();
        }
        return;
      }
      silentMs += ms;
      if (silentMs < endsAfterMs) return;
      const utterance = Math.round((crossings / 2 / (voicedMs / 1_000) - lowestHertz) / stepHertz);
      if (isSpeaking) listener.ended(utterance >= 0 && utterance < 50 ? utterance : null);
      isSpeaking = false;
      voicedMs = 0;
      crossings = 0;
    },
  };
}

function measure(sound: Buffer, count: number, before: number) {
  let sum = 0;
  let crossings = 0;
  let last = before;
  for (let at = 0; at < count; at += 1) {
    const sample = sound.readInt16LE(at * 2);
    sum += sample * sample;
    if (last < 0 !== sample < 0) crossings += 1;
    last = sample;
  }
  return { loudness: Math.sqrt(sum / count) / 32_768, crossings, last };
}
