import { normalized } from "../../../../shared/schema/bounded-text.ts";

/** A text as it is compared: one form of each letter, lower case, single spaces, plain quotes and dashes. */
export function fold(text: string): string {
  return normalized(text, "NFKC")
    .toLowerCase()
    .replace(/[\u2018\u2019\u201c\u201d"'`]/g, "'")
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}

const digitZeros = [0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0be6, 0x0c66, 0x0ce6, 0x0660, 0x06f0];

/** The text with digits of Indian and Arabic scripts as ASCII. Its length stays, so spans do too. */
export function withAsciiDigits(text: string): string {
  return text.replace(
    /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef\u0be6-\u0bef\u0c66-\u0c6f\u0ce6-\u0cef]/g,
    (digit) => {
      const code = digit.charCodeAt(0);
      const zero = digitZeros.find((start) => code >= start && code < start + 10);
      return zero === undefined ? digit : String(code - zero);
    },
  );
}
