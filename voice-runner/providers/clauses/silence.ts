/** Softer than this (of 32,768) is the hiss of a synthesiser, not speech. */
const inaudible = 150;
/** Kept before the first sound, so that no consonant is cut. */
const kept = 0.01;

/**
 * Leaves out the silence with which synthesisers begin, 100–200 ms as measured: the caller waits for it. One is for
 * the parts of one clause.
 */
export function withoutLeadingSilence(sampleRate: number): (samples: Int16Array) => Int16Array {
  let isSpeaking = false;
  return (samples) => {
    if (isSpeaking) return samples;
    const start = samples.findIndex((sample) => Math.abs(sample) > inaudible);
    if (start === -1) return new Int16Array(0);
    isSpeaking = true;
    return samples.subarray(Math.max(0, start - Math.round(kept * sampleRate)));
  };
}
