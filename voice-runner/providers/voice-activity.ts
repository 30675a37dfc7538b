import { inference, type VAD } from "@livekit/agents";
import type { VoiceSettings } from "../../shared/voice/settings.ts";

/**
 * A pause this long ends a stretch of speech. The session waits for the tenant's own silence before it answers; a longer
 * pause here would be added to that (measured: 200 instead of 250 ms answers 50 ms sooner).
 */
const longestPauseMs = 200;
/** A threshold of 0 or 1 would hear everything, or nothing. */
const thresholds = { least: 0.05, most: 0.95 };

/** Whether somebody speaks, by the model in `@livekit/local-inference`: nothing is downloaded or sent away. */
export function voiceActivity({ turnDetection }: Pick<VoiceSettings, "turnDetection">): VAD {
  const { threshold, prefixPaddingMs, silenceDurationMs } = turnDetection;
  return new inference.VAD({
    activationThreshold: Math.min(thresholds.most, Math.max(thresholds.least, threshold)),
    prefixPaddingDuration: prefixPaddingMs,
    minSilenceDuration: Math.min(longestPauseMs, Math.max(50, silenceDurationMs)),
  });
}
