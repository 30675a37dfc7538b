import { homedir } from "node:os";
import { join } from "node:path";
import { fliteVoice } from "../../../voice-runner/providers/embedded/flite-voice.ts";
import { embeddedSpeechParts } from "../../../voice-runner/providers/embedded/installed-parts.ts";
import { audible, loudnessOf, scriptRate } from "../../../voice-runner/providers/scripted/marked-audio.ts";

/** Something that a caller says. */
export interface Utterance {
  /** 16 kHz mono. */
  readonly sound: Int16Array;
  /** Part of what the agent hears. */
  readonly contains: string;
}

export interface EmbeddedSpeech {
  readonly question: Utterance;
  readonly interruption: Utterance;
  readonly runner: { readonly script: string; readonly environment: Readonly<Record<string, string>> };
}

const blockSamples = scriptRate / 100;

/** The product's own runner with Whisper and Piper, and a caller who speaks by flite. Undefined where they are missing. */
export async function embeddedSpeech(): Promise<EmbeddedSpeech | undefined> {
  const modelsDir = process.env.MODELS_DIR ?? join(homedir(), ".cache/voice-rig/models");
  const { whisper, piper, summary } = embeddedSpeechParts(modelsDir);
  if (whisper.english === undefined || piper === undefined) {
    console.log(`Skipped: calls with real speech. ${summary}\n`);
    return undefined;
  }
  const voice = fliteVoice({ voice: "slt", speed: 1, pitch: 1 });
  const utterance = async (contains: string, text: string) => ({ contains, sound: await soundOf(voice, text) });
  const environment = { SPEECH_PROVIDER: "embedded", MODELS_DIR: modelsDir };
  const speech = {
    question: await utterance("cost", "How much does the full body checkup cost?"),
    interruption: await utterance("clinic", "What time does the clinic open tomorrow?"),
    runner: { script: "voice-runner/main.ts", environment },
  };
  await voice.close?.();
  return speech;
}

/** From its first voiced sample to its last: from there on an agent that talks is interrupted, or a caller waits. */
async function soundOf(voice: ReturnType<typeof fliteVoice>, text: string): Promise<Int16Array> {
  const parts: Int16Array[] = [];
  for await (const part of voice.speak(text, new AbortController().signal)) parts.push(part);
  const data = Int16Array.from(parts.flatMap((part) => [...part]));
  const isSilent = (from: number) => loudnessOf(data.subarray(Math.max(0, from), from + blockSamples)) <= audible;
  let begin = 0;
  while (begin < data.length && isSilent(begin)) begin += blockSamples;
  let end = data.length;
  while (end > begin && isSilent(end - blockSamples)) end -= blockSamples;
  return data.slice(begin, end);
}
