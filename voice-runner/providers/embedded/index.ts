import { baseLanguage } from "../../../shared/voice/locale.ts";
import { clauseSpeaker } from "../clauses/speaker.ts";
import type { SpeechVendor } from "../vendor.ts";
import { embeddedSpeechParts } from "./installed-parts.ts";
import { openVoice } from "./open-voice.ts";
import { piperVoice } from "./piper-voice.ts";
import { UtteranceStt } from "./utterance-stt.ts";
import { whisper } from "./whisper.ts";

/**
 * Speech on this machine, without a key and without anybody else hearing it. English speech out needs nothing installed;
 * the rest comes by `npm run voice:install` and the system's espeak-ng.
 */
export const embedded: SpeechVendor = {
  name: "embedded",
  prepare({ MODELS_DIR }) {
    const { python, whisper: models, piper } = embeddedSpeechParts(MODELS_DIR);
    if (python === undefined) return;
    // Reading a model takes 1–3 s, and 10 s on a busy machine. Most calls are English or have several languages.
    const model = models.english ?? models.multilingual;
    if (model)
      whisper({ python, model, name: "whisper", languages: ["en"] })
        .ready()
        .catch(comesAgain);
    if (piper) piperVoice({ python, model: piper, speed: 1 });
  },
  async openRecogniser({ settings, language, environment, log }) {
    const parts = embeddedSpeechParts(environment.MODELS_DIR);
    const languages = [...new Set([language, ...settings.supportedLanguages].map(baseLanguage))];
    const { english, multilingual } = parts.whisper;
    const isEnglish = languages.every((each) => each === "en");
    const model = (isEnglish ? english : multilingual) ?? english ?? multilingual;
    if (model === undefined || parts.python === undefined) {
      log.info({ parts: parts.summary }, "Nothing on this machine recognises speech: callers type.");
      return null;
    }
    const name = model === english ? "whisper-tiny.en" : "whisper-base";
    const recogniser = whisper({ python: parts.python, model, name, languages });
    // Reading the model takes 1–3 s in the first call of a process. The greeting need not wait for it.
    recogniser.ready().catch((error: unknown) => log.error({ error, model: name }, "Whisper does not start."));
    return new UtteranceStt(recogniser);
  },
  async openSpeaker({ settings, language, environment, log }) {
    const parts = embeddedSpeechParts(environment.MODELS_DIR);
    return clauseSpeaker(language, (spokenIn) => openVoice({ settings, parts, log, language: spokenIn }));
  },
};

/** Why a program does not start is told in the call that needs it. */
function comesAgain(): void {}
