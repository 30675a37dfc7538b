import { join } from "node:path";
import { z } from "zod";
import { withoutEcho } from "./echo.ts";
import { sharedSidecar } from "./shared-sidecar.ts";
import type { UtteranceRecogniser } from "./utterance-stt.ts";

const Heard = z.object({ text: z.string(), language: z.string() });
/** More threads gain nothing on utterances of a few seconds, and take the sound of other calls. */
const threads = 2;

/** Whisper on this machine, a program of its own. `model` is the folder of one that CTranslate2 reads. */
export function whisper(options: {
  readonly python: string;
  readonly model: string;
  readonly name: string;
  /** `hi`, `en`: the call's languages, the likeliest first. */
  readonly languages: readonly string[];
}): UtteranceRecogniser & { ready(): Promise<unknown> } {
  const script = join(import.meta.dirname, "python", "recognise_whisper.py");
  const program = sharedSidecar(options.python, [script, options.model, `${threads}`]);
  return {
    provider: "embedded",
    model: options.name,
    ready: () => program.ready(),
    async recognise(samples) {
      const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
      for await (const { message } of program.ask({ languages: options.languages }, bytes)) {
        const { text, language } = Heard.parse(message);
        return { text: withoutEcho(text), language };
      }
      throw new Error("Whisper gave no answer.");
    },
  };
}
