import type { z } from "zod";
import type { Ivr, IvrChoice } from "../config/sections/voice/ivr.ts";
import { callPhrases } from "./call-phrases.ts";

/** The menu of keys before the agent. */
export interface IvrMenu {
  /** By key: `0`–`9`, `*`, `#`. */
  readonly choices: Readonly<Record<string, IvrChoice>>;
  /** What is said, in this order; `language` is the call's at that time. */
  prompts(language: string): readonly { readonly text: string; readonly language: string }[];
  readonly timeoutMs: number;
  readonly repeats: number;
}

/** Without keys of the tenant's own: one for each supported language, and 0 for a person. */
export function ivrMenu(ivr: z.output<typeof Ivr>, supportedLanguages: readonly string[]): IvrMenu {
  const choices = Object.keys(ivr.menu).length > 0 ? ivr.menu : usualChoices(supportedLanguages);
  return {
    choices,
    prompts: (language) =>
      ivr.prompt !== undefined
        ? [{ text: ivr.prompt, language }]
        : inMenuOrder(choices).flatMap(([key, choice]) => {
            const spokenIn = choice.to === "language" ? choice.language : language;
            const text = sentenceOf(choice, spokenIn)?.replace("{key}", () => key);
            return text === undefined ? [] : [{ text, language: spokenIn }];
          }),
    timeoutMs: ivr.timeout * 1_000,
    repeats: ivr.repeats,
  };
}

/** The telephone has nine keys beside 0. */
function usualChoices(languages: readonly string[]): Readonly<Record<string, IvrChoice>> {
  const own = languages.length > 1 ? languages.slice(0, 9) : [];
  return {
    ...Object.fromEntries(own.map((language, index) => [String(index + 1), { to: "language", language } as const])),
    0: { to: "person" },
  };
}

/** As menus say them: 1 to 9, then 0 and the signs. */
function inMenuOrder(choices: Readonly<Record<string, IvrChoice>>): readonly (readonly [string, IvrChoice])[] {
  const rank = (key: string) => "1234567890*#".indexOf(key);
  return Object.entries(choices).sort(([one], [other]) => rank(one) - rank(other));
}

/** Undefined: the menu does not name the key. */
function sentenceOf(choice: IvrChoice, language: string): string | undefined {
  const phrases = callPhrases(language);
  const { label } = choice;
  if (label !== undefined) return phrases.keyForLabel.replace("{label}", () => label);
  if (choice.to === "language") return phrases.keyForLanguage;
  return choice.to === "person" ? phrases.keyForPerson : undefined;
}
