/** Where a piece stands in a message of the turn: 0 is the reply, 1 the first message after it. */
export interface Place {
  readonly message: number;
  readonly start: number;
}

/** What is spoken in one breath. */
export interface Piece {
  readonly text: string;
  /** BCP 47, of the text. */
  readonly language: string;
  /** Null for words that belong to no message, such as "One moment". */
  readonly place: Place | null;
  /** The sound that it has so far. */
  seconds: number;
  /** True once it has all its sound. */
  isWhole: boolean;
  isWithdrawn: boolean;
}
