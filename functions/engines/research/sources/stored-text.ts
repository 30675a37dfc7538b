import type { TextSpan } from "../../../../shared/events/lifecycle/research-claims.ts";

/** Writes a text to store, and remembers where each value stands. */
export interface StoredText {
  /** Appends a line: `label: value`, or the value alone. Returns the span of the value; undefined for an empty one. */
  line(label: string, value: string | undefined): TextSpan | undefined;
  /** Everything written so far. */
  text(): string;
}

/** The characters of one value that are kept. */
const maxValueCharacters = 8_000;

export function startStoredText(): StoredText {
  let written = "";
  return {
    line(label, value) {
      const kept = value?.replace(/\s+/g, " ").trim().slice(0, maxValueCharacters);
      if (!kept) return undefined;
      const prefix = label === "" ? "" : `${label}: `;
      const start = written.length + prefix.length;
      written += `${prefix}${kept}\n`;
      return { start, end: start + kept.length };
    },
    text: () => written,
  };
}
