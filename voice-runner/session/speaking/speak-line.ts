import { ReadableStream } from "node:stream/web";
import type { AudioFrame } from "@livekit/rtc-node";
import type { Line } from "./line.ts";
import type { Piece } from "./piece.ts";

/** Speaks a text. It ends early when the signal aborts. @throws when no voice can speak it */
export type Speak = (piece: Pick<Piece, "text" | "language">, signal: AbortSignal) => AsyncIterable<AudioFrame>;

/** The sound of a line, piece by piece. It is made ahead, and leaves once the line is released. */
export function speakLine(
  line: Line,
  chunks: AsyncIterable<string>,
  ports: { readonly speak: Speak; onPiece(piece: Piece): void },
): ReadableStream<AudioFrame> {
  return ReadableStream.from(framesOf(line, chunks, ports));
}

async function* framesOf(
  line: Line,
  chunks: AsyncIterable<string>,
  { speak, onPiece }: Parameters<typeof speakLine>[2],
): AsyncGenerator<AudioFrame> {
  const texts = chunks[Symbol.asyncIterator]();
  // Whoever closes this generator waits for what it waits for, so it must not wait for a text that never comes.
  const stopped = new Promise<undefined>((resolve) => {
    line.stopped.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  let index = 0;
  while (!line.stopped.aborted) {
    const next = await Promise.race([texts.next(), stopped]);
    if (next === undefined || next.done) return;
    const piece = line.pieces[index];
    index += 1;
    if (!piece || piece.isWithdrawn) continue;
    for await (const frame of speak(piece, line.stopped)) {
      if (!(await line.released)) return;
      if (piece.isWithdrawn) break;
      if (piece.seconds === 0) onPiece(piece);
      piece.seconds += frame.samplesPerChannel / frame.sampleRate;
      yield frame;
    }
    piece.isWhole = true;
  }
}
