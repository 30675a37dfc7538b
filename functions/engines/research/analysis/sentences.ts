import type { TextSpan } from "../../../../shared/events/lifecycle/research-claims.ts";

export interface Sentence {
  /** In the text that the sentence was cut from, without the white space around it. */
  readonly span: TextSpan;
  readonly text: string;
}

/** Text that speaks to a model and not to people. It is counted and quoted nowhere. */
const toModels =
  /\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|rules)\b|\bsystem prompt\b|\byou are (?:now )?an? (?:ai|assistant|language model)\b|(?:निर्देशों?|हिदायतों?) को (?:अनदेखा|नज़रअंदाज़)/iu;

/** The sentences within a span of a text. A full stop, a danda, a question or exclamation mark or a line's end ends one. */
export function sentencesIn(text: string, within: TextSpan): readonly Sentence[] {
  const part = text.slice(within.start, within.end);
  return [...part.matchAll(/[^.!?।\n]+(?:\.(?=\d)[^.!?।\n]+)*[.!?।]*/gu)].flatMap(({ 0: found, index }) => {
    const trimmed = found.trim();
    if (!/\p{L}/u.test(trimmed) || toModels.test(trimmed)) return [];
    const start = within.start + index + found.indexOf(trimmed);
    return [{ span: { start, end: start + trimmed.length }, text: trimmed }];
  });
}
