import { normalized } from "../../schema/bounded-text.ts";

/** The text without case, punctuation, emoji and invisible joiners, with one space between words. */
export function bare(text: string): string {
  return normalized(text, "NFKC")
    .toLowerCase()
    .replace(/\p{Cf}/gu, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** The words of a list that is written with `|` or spaces between them. */
export function bareWords(list: string, separator: "|" | " "): readonly string[] {
  return list
    .split(separator)
    .map(bare)
    .filter((word) => word !== "");
}
