import { itemsIn } from "../../../../../shared/contracts/lifecycle/requirements.ts";
import type { GenerationInput } from "../input.ts";
import type { GeneratedPart } from "../placement.ts";
import { valueAt } from "../placement.ts";

/** The languages in which agents speak (docs/voice.md). */
const spoken = ["en", "hi", "bn", "te", "mr", "ta", "gu", "ur"] as const;

/** Languages that the requirements name, in words for the prompt and as codes for the voice. */
export function languagesPart({ base, items }: GenerationInput): GeneratedPart {
  const requirements = itemsIn(items, "requirements").filter(({ aspect }) => aspect === "languages");
  const texts = [
    ...requirements.map(({ text }) => text),
    ...itemsIn(items, "personas").flatMap(({ languages }) => languages),
  ];
  const codes = languagesNamedIn(texts.join("\n"));
  if (codes.length === 0) return { placements: [] };
  const serves = requirements.filter(({ text }) => languagesNamedIn(text).length > 0).map(({ id }) => id);
  const names = codes.map((code) => languageName(code, "en"));
  return {
    placements: [
      { path: ["agent", "language"], value: new Intl.ListFormat("en").format(names), serves },
      ...(valueAt(base, ["voice", "greeting"]) === undefined
        ? []
        : [{ path: ["voice", "greeting", "supported_languages"], value: codes, serves }]),
    ],
  };
}

/** The codes of the languages that a text names in English or in the language itself, in the order of `spoken`. */
export function languagesNamedIn(text: string): readonly string[] {
  const given = text.toLowerCase();
  return spoken.filter((code) =>
    [languageName(code, "en"), languageName(code, code)].some((name) => given.includes(name.toLowerCase())),
  );
}

function languageName(code: string, inLanguage: string): string {
  return new Intl.DisplayNames([inLanguage], { type: "language" }).of(code) ?? code;
}
