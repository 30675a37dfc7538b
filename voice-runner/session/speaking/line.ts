import { ReadableStream, type ReadableStreamDefaultController } from "node:stream/web";
import { type Heard, heardOf } from "./heard.ts";
import type { Piece, Place } from "./piece.ts";

/**
 * What one speech of the session says: pieces of text that become sound in their order. No sound leaves before
 * `release`, so until then everything can be taken back.
 */
export class Line {
  readonly pieces: Piece[] = [];
  /** One chunk for each piece. */
  readonly text: ReadableStream<string>;
  /** Whether any of its sound was played. */
  isAudible = false;
  /** How much of its sound was played; undefined while it plays. */
  playedSeconds: number | undefined;
  /** True when the rest was moved to another line, so that its end means nothing. */
  isMoved = false;
  #controller: ReadableStreamDefaultController<string> | undefined;
  readonly #released = Promise.withResolvers<boolean>();
  readonly #confirmed = Promise.withResolvers<void>();
  readonly #stopped = new AbortController();
  #isReleased = false;

  constructor() {
    this.text = new ReadableStream<string>({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => {
        this.#controller = undefined;
      },
    });
  }

  /** Resolves when the sound may leave: false when the line was stopped before. */
  get released(): Promise<boolean> {
    return this.#released.promise;
  }

  /** Resolves when the line is released, and never if it is stopped before. */
  get confirmed(): Promise<void> {
    return this.#confirmed.promise;
  }

  get isReleased(): boolean {
    return this.#isReleased;
  }

  get stopped(): AbortSignal {
    return this.#stopped.signal;
  }

  say(text: string, language: string, place: Place | null = null): void {
    if (this.#controller === undefined || this.#stopped.signal.aborted) return;
    this.pieces.push({ text, language, place, seconds: 0, isWhole: false, isWithdrawn: false });
    this.#controller.enqueue(text);
  }

  /** Nothing follows. */
  end(): void {
    this.#controller?.close();
    this.#controller = undefined;
  }

  release(): void {
    if (this.#stopped.signal.aborted) return;
    this.#isReleased = true;
    this.#released.resolve(true);
    this.#confirmed.resolve();
  }

  /** Ends the text, too: LiveKit would wait two seconds for more of it before it falls silent. */
  stop(): void {
    this.#stopped.abort();
    this.end();
    this.#released.resolve(false);
  }

  /** What of it was heard, once its sound has ended. */
  heard(): Heard {
    return heardOf(this.pieces, this.playedSeconds ?? 0);
  }

  /** Whether any sound of a message has left. */
  hasSounded(): boolean {
    return this.#isReleased && this.pieces.some(({ place, seconds }) => place !== null && seconds > 0);
  }

  /** Takes back what was to be said, where nothing of it has sounded. */
  withdraw(): void {
    for (const piece of this.pieces) if (piece.place) piece.isWithdrawn = true;
  }
}
