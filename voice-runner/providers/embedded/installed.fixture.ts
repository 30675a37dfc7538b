import { homedir } from "node:os";
import { join } from "node:path";
import { embeddedSpeechParts } from "./installed-parts.ts";

/** Where CI and developers of the product keep what `voice:install` brings, outside the checkout. */
export const modelsDir = join(homedir(), ".cache/voice-rig/models");
export const parts = embeddedSpeechParts(modelsDir);

const missing = [
  ...(parts.whisper.english ? [] : ["whisper"]),
  ...(parts.piper ? [] : ["piper"]),
  ...(parts.espeak ? [] : ["espeak-ng"]),
];
if (missing.length > 0)
  console.warn(
    `Skipped: tests of ${missing.join(", ")}. MODELS_DIR=~/.cache/voice-rig/models npm run voice:install brings them.`,
  );
