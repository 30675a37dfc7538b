/**
 * Sound that needs no recogniser: every utterance of a script is a tone of its own frequency. Tones survive Opus and
 * G.711, so the same script serves calls without a room, in a room and by telephone.
 */
export const scriptRate = 16_000;
const lowestHertz = 400;
const stepHertz = 60;
/** The highest tone that a telephone carries is 3,400 Hz. */
export const mostUtterances = 50;
const loudness = 0.3 * 32_767;

/** The sound of the script's utterance `index`, 16 kHz mono. */
export function markedAudio(index: number, durationMs: number): Int16Array {
  if (index >= mostUtterances) throw new Error(`A script has at most ${mostUtterances} utterances.`);
  return toneOf(lowestHertz + stepHertz * index, durationMs, scriptRate);
}

export function toneOf(hertz: number, durationMs: number, rate: number): Int16Array {
  const samples = new Int16Array(Math.round((durationMs / 1_000) * rate));
  for (let at = 0; at < samples.length; at += 1)
    samples[at] = Math.round(loudness * Math.sin((2 * Math.PI * hertz * at) / rate));
  return samples;
}

/** The utterance whose tone crosses zero this often, or undefined for noise and other sounds. */
export function utteranceOf(zeroCrossings: number, seconds: number): number | undefined {
  if (seconds <= 0) return undefined;
  const position = (zeroCrossings / 2 / seconds - lowestHertz) / stepHertz;
  const index = Math.round(position);
  return index >= 0 && index < mostUtterances && Math.abs(position - index) < 0.4 ? index : undefined;
}

/** @param before the sample before the first one */
export function zeroCrossings(samples: Int16Array, before: number): number {
  let crossings = 0;
  let last = before;
  for (const sample of samples) {
    if (last < 0 !== sample < 0) crossings += 1;
    last = sample;
  }
  return crossings;
}

/** Root mean square of the samples, between 0 and 1. */
export function loudnessOf(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length) / 32_768;
}

/** Louder is voice, softer is silence. */
export const audible = 0.01;
