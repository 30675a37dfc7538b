/** What telephones heard. A pure tone tells a test who is heard: speech could be anybody's. */

/** The share of the samples' power that lies at this frequency: near 1 for the tone alone, near 0 without it (Goertzel). */
function toneShare(samples: Int16Array, frequency: number, sampleRate: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequency) / sampleRate);
  let [previous, beforeThat, total] = [0, 0, 0];
  for (const sample of samples) {
    [previous, beforeThat] = [sample + coefficient * previous - beforeThat, previous];
    total += sample * sample;
  }
  const power = previous ** 2 + beforeThat ** 2 - coefficient * previous * beforeThat;
  return total === 0 ? 0 : (2 * power) / (samples.length * total);
}

/** Seconds of the samples in which the tone is heard. */
export function secondsOfTone(samples: Int16Array, frequency: number, sampleRate: number): number {
  return secondsIn(samples, sampleRate, (part) => toneShare(part, frequency, sampleRate) > 0.5);
}

/** Seconds of a telephone's samples (8 kHz) in which somebody is heard. */
export function secondsAloud(samples: Int16Array): number {
  return secondsIn(samples, 8_000, (part) => part.some((sample) => Math.abs(sample) > 500));
}

/** In steps of 0.1 s. */
function secondsIn(samples: Int16Array, sampleRate: number, isHeard: (part: Int16Array) => boolean): number {
  const step = sampleRate / 10;
  let steps = 0;
  for (let at = 0; at + step <= samples.length; at += step) if (isHeard(samples.subarray(at, at + step))) steps += 1;
  return steps / 10;
}

/** The samples of a 16-bit mono WAV whose data chunk comes last. */
export function samplesOfWav(wav: Buffer): Int16Array {
  const data = wav.subarray(wav.indexOf("data") + 8);
  return Int16Array.from({ length: Math.floor(data.length / 2) }, (_, index) => data.readInt16LE(index * 2));
}
