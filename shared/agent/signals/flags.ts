import { topics } from "../lexicons/topics.ts";

/** Negates a request: "I do not want to talk to a human". */
const negation = /\b(?:not|never|no need|without|don['’]?t|dont|nahi|nahin|mat)\s(?:\S+\s){0,4}$/;

/**
 * The bare signals of a text, found by patterns in the supported languages. A signal with two names in the
 * specification (`mention_family`, `family_mention`) is returned under both.
 */
export function topicsOf(text: string): string[] {
  const plain = text.toLowerCase().replace(/[\s\u200b-\u200d]+/g, " ");
  return topics.flatMap(({ flags, patterns, canBeRefused }) =>
    patterns.some((pattern) => {
      const found = pattern.exec(plain);
      return (
        found !== null && !(canBeRefused && negation.test(plain.slice(Math.max(0, found.index - 40), found.index)))
      );
    })
      ? flags
      : [],
  );
}
