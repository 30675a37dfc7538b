import { AudioFrame } from "@livekit/rtc-node";

const frameMs = 20;

/** Cuts mono samples that come in parts of any size into frames of 20 ms. */
export function framer(sampleRate: number) {
  const size = (sampleRate * frameMs) / 1_000;
  let rest = new Int16Array(0);
  return {
    push(samples: Int16Array): AudioFrame[] {
      const all = new Int16Array(rest.length + samples.length);
      all.set(rest);
      all.set(samples, rest.length);
      const whole = Math.floor(all.length / size) * size;
      rest = all.slice(whole);
      return Array.from({ length: whole / size }, (_, index) => {
        const part = all.slice(index * size, (index + 1) * size);
        return new AudioFrame(part, sampleRate, 1, part.length);
      });
    },
    /** The last frame, which may be shorter. */
    flush(): AudioFrame[] {
      const last = rest;
      rest = new Int16Array(0);
      return last.length === 0 ? [] : [new AudioFrame(last, sampleRate, 1, last.length)];
    },
  };
}
