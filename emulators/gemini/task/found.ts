/** A part of a text and the value that it stands for. */
export interface Found {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Finds the first text of a shape. */
export function shaped(shape: RegExp): (text: string) => Found | null {
  return (text) => {
    const match = shape.exec(text);
    return match && { value: match[0], start: match.index, end: match.index + match[0].length };
  };
}

/** A text as a part of a regular expression. */
export const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The sides of a whole word in any script, as parts of a regular expression. */
export const wordStart = "(?<![\\p{L}\\p{M}\\d])";
export const wordEnd = "(?![\\p{L}\\p{M}\\d])";
