import type { Speaker } from "../vendor.ts";
import { ClauseTts, type ClauseVoice } from "./clause-tts.ts";

/** A speaker whose voice depends on the language alone. */
export function clauseSpeaker(language: string, voiceFor: (language: string) => ClauseVoice): Speaker {
  const tts = new ClauseTts(voiceFor(language));
  return {
    tts,
    speakIn(next) {
      tts.voice = voiceFor(next);
    },
  };
}
