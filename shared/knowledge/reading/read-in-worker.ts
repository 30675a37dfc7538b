import { Worker } from "node:worker_threads";
import { DocumentUnreadable, type PageRange, type ReadDocument } from "./block.ts";
import type { DocumentFile } from "./read-document.ts";

/** Defined by the build (functions/hosts/build/bundle.ts): the worker's file, as seen from the bundle's chunks. */
declare const READER_WORKER: string;

const workerUrl = new URL(typeof READER_WORKER === "string" ? READER_WORKER : "./reader-worker.ts", import.meta.url);
/** Twenty pages take half a second of CPU. A document that takes this long is made to. */
const defaultTimeoutMs = 60_000;
const memoryMb = 512;

type Answer =
  | { readonly read: ReadDocument }
  | { readonly unreadable: { readonly code: string; readonly message: string } };

/**
 * `readDocument` in a thread of its own, so that no document holds the event loop, and none takes the process with it.
 * @throws DocumentUnreadable, also `document-too-slow` and `document-too-large` when the thread was ended
 */
export function readInWorker(
  file: DocumentFile,
  range: PageRange,
  { timeoutMs = defaultTimeoutMs, signal }: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
): Promise<ReadDocument> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl, {
      workerData: { file, range },
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      stdout: true,
      stderr: true,
    });
    const end = (error: unknown) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      void worker.terminate();
      if (error !== undefined) reject(error);
    };
    const abort = () => end(signal?.reason);
    const timer = setTimeout(
      () => end(new DocumentUnreadable("document-too-slow", "Reading the document takes too long. Split it.")),
      timeoutMs,
    );
    signal?.addEventListener("abort", abort);
    worker.once("message", (answer: Answer) => {
      if ("read" in answer) resolve(answer.read);
      end("read" in answer ? undefined : new DocumentUnreadable(answer.unreadable.code, answer.unreadable.message));
    });
    worker.once("error", (error) => end(isOutOfMemory(error) ? tooLarge(error) : error));
    worker.once("exit", () => end(new Error("The reader ended without an answer.")));
  });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function tooLarge(cause: unknown): DocumentUnreadable {
  return new DocumentUnreadable("document-too-large", "The document takes too much memory. Split it.", { cause });
}
