import { sanitiseReply } from "../guard/clean.ts";

/** The end of a sentence. A space must follow, so `2.5` and `https://a.b` do not match. */
const sentenceEnd = /[.!?।۔؟…:;]["'”’)\]]*(?=\s)|\n/g;
const abbreviation = /(?:^|[\s(])(?:rs|re|no|dr|mr|mrs|ms|st|vs|approx|e\.g|i\.e|रु|डॉ)\.$/i;

/**
 * Holds back streamed text until its sentence has passed. `passes` receives all text so far, so that it finds problems
 * that span sentences. After it returns false, the gate releases nothing more.
 */
export interface SentenceGate {
  push(piece: string): void;
  /** Withdraws the released text, because another attempt starts from the beginning. */
  restart(): void;
  /** Releases the rest of the final text. If the released text differs, it is withdrawn and all of it is released. */
  finish(text: string): void;
  /** Withdraws the released part of this text and starts a new one. */
  retract(): void;
}

/** The gate of a turn without a listener. */
export const noopGate: SentenceGate = {
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
      const text = sanitiseReply(received.slice(0, end)).trimStart();
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

/** The end of the last complete sentence. It never splits an unfinished citation or link. */
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
