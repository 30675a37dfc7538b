import { join } from "node:path";
import { z } from "zod";
import type { ClauseVoice } from "../clauses/clause-tts.ts";
import { samplesOf } from "../pcm.ts";
import { resampler } from "../resample.ts";
import { sharedSidecar } from "./shared-sidecar.ts";

const Ready = z.object({ sampleRate: z.int().positive() });

/** English by Piper, a program of its own. 16 kHz, because its own 22 kHz costs 160 ms in LiveKit (measured). */
export function piperVoice(options: {
  readonly python: string;
  readonly model: string;
  readonly speed: number;
}): ClauseVoice {
  const script = join(import.meta.dirname, "python", "speak_piper.py");
  const program = sharedSidecar(options.python, [script, options.model]);
  // Started ahead, because reading the voice takes 1–2 s. If it cannot start, `speak` tells so.
  program.ready().catch(() => {});
  return {
    provider: "embedded",
    model: "piper-joe",
    sampleRate: 16_000,
    async *speak(clause, signal) {
      const { sampleRate } = Ready.parse(await program.ready());
      const converter = resampler(sampleRate, 16_000);
      for await (const { payload } of program.ask({ text: clause, speed: options.speed })) {
        if (!signal.aborted) yield converter.push(samplesOf(payload));
      }
      yield converter.flush();
    },
  };
}
