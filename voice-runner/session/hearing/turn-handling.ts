import type { voice } from "@livekit/agents";
import type { VoiceSettings } from "../../../shared/voice/settings.ts";
import { wordsTurnDetector } from "./words-turn-detector.ts";

/** Words that end a sentence are answered after this silence at most. */
const quickMs = 300;
/** Nobody is left waiting longer, whatever the detector thinks. */
const longestMs = 3_000;

/** LiveKit's turn settings for a tenant's. Latencies and interruptions: facts-voice.md, section 5, rows F and G. */
export function turnHandling({
  turnDetection: { type, silenceDurationMs },
}: Pick<VoiceSettings, "turnDetection">): NonNullable<voice.AgentSessionOptions["turnHandling"]> {
  const bySilence = {
    mode: "fixed",
    minDelay: silenceDurationMs,
    maxDelay: Math.max(longestMs, silenceDurationMs),
  } as const;
  const byWords = {
    mode: "fixed",
    minDelay: Math.min(quickMs, silenceDurationMs),
    maxDelay: silenceDurationMs,
  } as const;
  const detection = {
    server_vad: { turnDetection: "vad", endpointing: bySilence },
    semantic_vad: { turnDetection: wordsTurnDetector, endpointing: byWords },
    none: { turnDetection: "stt", endpointing: { ...bySilence, minDelay: 0 } },
  } as const;
  return {
    ...detection[type],
    interruption: { enabled: true, mode: "vad", minDuration: 100, minWords: 0, falseInterruptionTimeout: 1_000 },
    // The turn runs ahead, and its effects wait until the caller's turn is over (`TurnOptions.confirmed`).
    preemptiveGeneration: { enabled: true, preemptiveTts: true, maxSpeechDuration: 20_000, maxRetries: 3 },
  };
}
