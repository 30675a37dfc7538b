import { normalized } from "../../../schema/bounded-text.ts";
import type { NumberUse } from "../lexicon.ts";

interface Joint {
  /** A smaller part follows. */
  readonly more: boolean;
  /** A unit or currency follows the whole number. */
  readonly noun: boolean;
}

/** How a language builds the numbers of India from those below a hundred. `words` are those of `count`. */
export interface IndianScales {
  readonly below100: readonly string[];
  /** "One" before a noun, where that is another word. */
  readonly oneOfNoun?: string;
  hundred(count: number, words: string, joint: Joint): string;
  thousand(count: number, words: string, joint: Joint): string;
  lakh(count: number, words: string, joint: Joint): string;
  crore(count: number, words: string, joint: Joint): string;
  /** Whether people say "twelve hundred" for prices. */
  readonly saysHundreds: boolean;
}

/** Whole numbers from 0 to 10¹⁴ in the Indian system: crores, lakhs, thousands, hundreds. */
export function indianCardinal(scales: IndianScales): (value: number, use?: NumberUse) => string {
  const { below100, saysHundreds, oneOfNoun } = scales;
  const cardinal = (value: number, { noun = false, hundreds = false }: NumberUse = {}): string => {
    if (value === 1 && noun && oneOfNoun !== undefined) return oneOfNoun;
    const parts: string[] = [];
    let rest = value;
    const take = (size: number, say: IndianScales["lakh"]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count > 0) parts.push(say(count, cardinal(count, { noun: true }), { more: rest > 0, noun }));
    };
    take(10_000_000, scales.crore);
    take(100_000, scales.lakh);
    const inHundreds = hundreds && saysHundreds && value >= 1_100 && value < 2_000;
    if (!inHundreds) take(1_000, scales.thousand);
    take(100, scales.hundred);
    if (rest > 0 || parts.length === 0) parts.push(below100[rest] ?? "");
    return parts.join(" ");
  };
  return cardinal;
}

/** 0 to 99 from the table of `to-words`, which names all or composes tens and units. `corrected` replaces its slips. */
export function belowHundred(
  mapping: readonly { readonly number: number | bigint; readonly value: string | readonly string[] }[],
  corrected: Readonly<Record<number, string>> = {},
): readonly string[] {
  const named = new Map(mapping.map(({ number, value }) => [Number(number), [value].flat()[0] ?? ""]));
  return Array.from({ length: 100 }, (_, value) => {
    const word = corrected[value] ?? named.get(value);
    if (word !== undefined) return normalized(word, "NFC");
    return `${named.get(value - (value % 10)) ?? ""} ${named.get(value % 10) ?? ""}`;
  });
}
