import { quantityAt, tokensOf } from "./quantities.ts";

/** The numbers that a text states, in digits and words. Words that usually mean something else, such as "do", are left out. */
export function numbersSaid(text: string): readonly number[] {
  const tokens = tokensOf(text);
  const found = new Set<number>();
  for (let at = 0; at < tokens.length; at += 1) {
    const quantity = quantityAt(tokens, at);
    if (quantity === undefined) continue;
    if (!quantity.doubtful) for (const value of quantity.values) found.add(value);
    at = quantity.end - 1;
  }
  return [...found];
}
