import { cleaned } from "./guard/clean.ts";

/** A sentence's end, followed by a space: `2.5` and `https://a.b` have none. */
const sentenceEnd = /[.!?।؟…:;]["'”’)\]]*(?=\s)|\n/g;
const abbreviation = /(?:^|[\s(])(?:rs|re|no|dr|mr|mrs|ms|st|vs|approx|e\.g|i\.e|रु|डॉ)\.$/i;

/**
 * Holds streamed text back until the sentence it belongs to has passed. `passes` sees all text so far, so that what
 * is spread over sentences is found as well; once it says no, nothing more is let through.
 */
export interface SentenceGate {
  push(piece: string): void;
  /** Withdraws what was let through: another attempt starts from the beginning. */
  restart(): void;
  /** Lets the final text through: the rest of it, or, where what was let through differs, all of it anew. */
  finish(text: string): void;
  /** Withdraws what was let through of this text and begins another. */
  retract(): void;
}

/** Where nobody reads along. */
export const unwatchedGate: SentenceGate = {
  push: () => undefined,
  restart: () => undefined,
  finish: () => undefined,
  retract: () => undefined,
};

export function createSentenceGate(ports: {
  passes(text: string): boolean;
  token(text: string): void;
  retracted(): void;
}): SentenceGate {
  let received = "";
  let released = "";
  let seenUpTo = 0;
  let stopped = false;

  const reset = () => {
    received = "";
    released = "";
    seenUpTo = 0;
    stopped = false;
  };
  const release = (text: string) => {
    if (text.length > released.length) ports.token(text.slice(released.length));
    released = text;
  };
  const retract = () => {
    if (released !== "") ports.retracted();
    reset();
  };
  return {
    push(piece) {
      received += piece;
      const end = stopped ? seenUpTo : endOfSentences(received, seenUpTo);
      if (end <= seenUpTo) return;
      seenUpTo = end;
      const text = cleaned(received.slice(0, end)).trimStart();
      stopped = !ports.passes(text);
      if (!stopped && text.startsWith(released)) release(text);
    },
    restart: retract,
    finish(text) {
      if (!text.startsWith(released)) retract();
      release(text);
      reset();
    },
    retract,
  };
}

/** Where the last complete sentence ends, a citation or link being written never split. */
function endOfSentences(text: string, from: number): number {
  let end = from;
  for (const match of text.slice(from).matchAll(sentenceEnd)) {
    const at = from + match.index + match[0].length;
    if (!abbreviation.test(text.slice(Math.max(0, at - 8), at)) && !isOpen(text.slice(0, at))) end = at;
  }
  return end;
}

function isOpen(text: string): boolean {
  const near = text.slice(-300);
  return near.lastIndexOf("[") > near.lastIndexOf("]") || near.lastIndexOf("<") > near.lastIndexOf(">");
}
