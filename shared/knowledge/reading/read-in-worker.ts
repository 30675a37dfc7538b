import { Worker } from "node:worker_threads";
import { type ChunkedBlocks, type ChunkedDocument, chunkBlocks } from "../chunking/chunk-blocks.ts";
import { type Block, DocumentUnreadable, type PageRange, type ReadDocument } from "./block.ts";
import type { DocumentFile } from "./read-document.ts";
import type { SitePage } from "./web-pages/read-site-page.ts";

/** Defined by the build (functions/hosts/build/bundle.ts): the worker's file, as seen from the bundle's chunks. */
declare const READER_WORKER: string;

const workerUrl = new URL(typeof READER_WORKER === "string" ? READER_WORKER : "./reader-worker.ts", import.meta.url);
/** Twenty pages take half a second of CPU. A document that takes this long is made to. */
const defaultTimeoutMs = 60_000;
const memoryMb = 512;
/** Cut in place in some ten milliseconds. A thread takes longer to start. */
const charactersInPlace = 200_000;

export type ReaderJob =
  | { readonly type: "read"; readonly file: DocumentFile; readonly range: PageRange }
  | { readonly type: "site-page"; readonly bytes: Uint8Array; readonly contentType: string; readonly url: string }
  | { readonly type: "chunk"; readonly blocks: readonly Block[]; readonly document: ChunkedDocument };

export interface WorkerOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * `readDocument` in a thread of its own, so that no document holds the event loop, and none takes the process with it.
 * @throws DocumentUnreadable, also `document-too-slow` and `document-too-large` when the thread was ended
 */
export function readInWorker(file: DocumentFile, range: PageRange, options: WorkerOptions = {}): Promise<ReadDocument> {
  return inWorker<ReadDocument>({ type: "read", file, range }, options);
}

/** `readSitePage` in a thread of its own. @throws as `readInWorker` */
export function readSitePageInWorker(
  page: { readonly bytes: Uint8Array; readonly contentType: string; readonly url: string },
  options: WorkerOptions = {},
): Promise<SitePage> {
  return inWorker<SitePage>({ type: "site-page", ...page }, options);
}

/** `chunkBlocks`, in a thread of its own where there is much text. @throws as `readInWorker` */
export async function chunkInWorker(
  blocks: readonly Block[],
  document: ChunkedDocument,
  options: WorkerOptions = {},
): Promise<ChunkedBlocks> {
  const characters = blocks.reduce((sum, block) => sum + charactersOf(block), 0);
  if (characters <= charactersInPlace) return chunkBlocks(blocks, document);
  return inWorker<ChunkedBlocks>({ type: "chunk", blocks, document }, options);
}

function charactersOf(block: Block): number {
  if (block.type === "table")
    return block.rows.reduce((sum, row) => sum + row.reduce((all, cell) => all + cell.length, 0), 0);
  return block.type === "question" ? block.question.length + block.answer.length : block.text.length;
}

type Answer<T> = { readonly result: T } | { readonly unreadable: { readonly code: string; readonly message: string } };

function inWorker<T>(job: ReaderJob, { timeoutMs = defaultTimeoutMs, signal }: WorkerOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl, {
      workerData: job,
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
    worker.once("message", (answer: Answer<T>) => {
      if ("result" in answer) resolve(answer.result);
      end("result" in answer ? undefined : new DocumentUnreadable(answer.unreadable.code, answer.unreadable.message));
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
