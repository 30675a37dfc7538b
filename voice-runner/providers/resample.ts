import { AudioFrame, AudioResampler } from "@livekit/rtc-node";

/** Converts mono sound that comes in parts. `flush` gives what the converter still holds; it is used once. */
export function resampler(from: number, to: number) {
  const converter = from === to ? undefined : new AudioResampler(from, to, 1);
  const joined = (frames: readonly AudioFrame[]) => {
    const samples = new Int16Array(frames.reduce((sum, { data }) => sum + data.length, 0));
    let at = 0;
    for (const { data } of frames) {
      samples.set(data, at);
      at += data.length;
    }
    return samples;
  };
  return {
    push(samples: Int16Array): Int16Array {
      return converter ? joined(converter.push(new AudioFrame(samples, from, 1, samples.length))) : samples;
    },
    flush(): Int16Array {
      const last = converter ? joined(converter.flush()) : new Int16Array(0);
      converter?.close();
      return last;
    },
  };
}
