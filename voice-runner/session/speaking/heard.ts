import type { Piece } from "./piece.ts";

/** What of a turn's messages was heard: all before `message`, and that one's first `characters`. */
export interface Heard {
  readonly message: number;
  readonly characters: number;
  /** The words that were heard, of messages and others. */
  readonly text: string;
  /** True when every piece was heard. */
  readonly isAll: boolean;
}

/** A piece of which no more than this is missing was heard. */
const toleranceSeconds = 0.1;
/** How long a character takes at least, where the sound of a piece is not complete. */
const secondsPerCharacter = 0.05;

/** What was heard of these pieces when so much of their sound was played. A word that was cut off does not count. */
export function heardOf(pieces: readonly Piece[], playedSeconds: number): Heard {
  let left = playedSeconds;
  let message = 0;
  let characters = 0;
  let text = "";
  let isAll = true;
  for (const piece of pieces) {
    if (piece.isWithdrawn) continue;
    const seconds = piece.isWhole ? piece.seconds : Math.max(piece.seconds, piece.text.length * secondsPerCharacter);
    const isHeard = piece.isWhole && left >= seconds - toleranceSeconds;
    const end = isHeard ? piece.text.length : wholeWords(piece.text, Math.max(0, left) / seconds);
    text += piece.text.slice(0, end);
    if (piece.place && end > 0) {
      message = piece.place.message;
      characters = piece.place.start + end;
    }
    left -= seconds;
    if (!isHeard) {
      isAll = false;
      break;
    }
  }
  return { message, characters, text, isAll };
}

/** The characters of the words that are complete in this share of a text. */
function wholeWords(text: string, share: number): number {
  const upTo = Math.floor(text.length * Math.min(1, share));
  const space = text.slice(0, upTo).search(/\s\S*$/u);
  return Math.max(space, 0);
}
