import { languageOf } from "../../../shared/agent/language/language.ts";
import { baseLanguage } from "../../../shared/voice/locale.ts";
import type { VoiceSettings } from "../../../shared/voice/settings.ts";

/** The language of a call, which follows the caller among the tenant's. Tags have a region (`hi-IN`). */
export interface CallLanguage {
  current(): string;
  /** The caller said something; `language` is the recogniser's opinion. */
  heard(text: string, language: string | null): void;
  /** The caller chose it. */
  choose(language: string): void;
  /** The language to speak a text in: its own where the tenant supports it, else the call's. */
  ofText(text: string): string;
}

export function callLanguage(
  settings: Pick<VoiceSettings, "language" | "supportedLanguages" | "languageDetection">,
  onChange: (language: string) => void,
): CallLanguage {
  let current = settings.language;
  const supported = (language: string | null | undefined) =>
    language ? settings.supportedLanguages.find((each) => baseLanguage(each) === baseLanguage(language)) : undefined;
  const choose = (language: string) => {
    if (language === current) return;
    current = language;
    onChange(language);
  };
  return {
    current: () => current,
    choose: (language) => choose(supported(language) ?? current),
    heard(text, language) {
      if (!settings.languageDetection) return;
      // A script says more than a recogniser that guesses among languages.
      const written = /[^\p{Script=Latin}\P{L}]/u.test(text) ? languageOf(text) : undefined;
      const found = supported(written) ?? supported(language) ?? supported(languageOf(text));
      if (found !== undefined) choose(found);
    },
    ofText: (text) => supported(languageOf(text)) ?? current,
  };
}
