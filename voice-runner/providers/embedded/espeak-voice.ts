import { spawn } from "node:child_process";
import { buffer, text } from "node:stream/consumers";
import type { ClauseVoice } from "../clauses/clause-tts.ts";
import { samplesOfWav } from "../pcm.ts";
import { resampler } from "../resample.ts";

/** espeak-ng's usual speed, and the middle of its range for pitch (espeak-ng(1)). */
const usual = { wordsPerMinute: 165, pitch: 50 };

/** The machine's espeak-ng, a process for each clause: robotic, and the only one here for the Indian languages. */
export function espeakVoice(options: {
  readonly program: string;
  /** `hi`. */
  readonly language: string;
  readonly speed: number;
  readonly pitch: number;
}): ClauseVoice {
  const speed = Math.round(usual.wordsPerMinute * options.speed);
  const pitch = Math.min(99, Math.round(usual.pitch * options.pitch));
  const args = ["-v", options.language, "-s", `${speed}`, "-p", `${pitch}`, "--stdin", "--stdout"];
  return {
    provider: "embedded",
    model: `espeak-${options.language}`,
    sampleRate: 16_000,
    async *speak(clause, signal) {
      const child = spawn(options.program, args, { signal, killSignal: "SIGKILL" });
      const ended = new Promise<number | null>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
      });
      // A closed pipe is told by the status.
      child.stdin.on("error", () => {});
      child.stdin.end(clause);
      const [status, wav, complaint] = await Promise.all([ended, buffer(child.stdout), text(child.stderr)]);
      if (status !== 0) throw new Error(`espeak-ng ended with ${status}. ${complaint.trim()}`);
      const { samples, sampleRate } = samplesOfWav(wav);
      const converter = resampler(sampleRate, 16_000);
      yield converter.push(samples);
      yield converter.flush();
    },
  };
}
