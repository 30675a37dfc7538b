import { parentPort, workerData } from "node:worker_threads";
import { chunkBlocks } from "../chunking/chunk-blocks.ts";
import { DocumentUnreadable } from "./block.ts";
import { readDocument } from "./read-document.ts";
import type { ReaderJob } from "./read-in-worker.ts";

/** Does one job of `readInWorker` or `chunkInWorker` in a thread of its own. */
const job = workerData as ReaderJob;
try {
  parentPort?.postMessage({ result: await resultOf(job) });
} catch (error) {
  if (!(error instanceof DocumentUnreadable)) throw error;
  parentPort?.postMessage({ unreadable: { code: error.code, message: error.message } });
}

async function resultOf(given: ReaderJob): Promise<unknown> {
  if (given.type === "read") return readDocument(given.file, given.range);
  if (given.type === "chunk") return chunkBlocks(given.blocks, given.document);
  return (await import("./web-pages/read-site-page.ts")).readSitePage(given.bytes, given.contentType, given.url);
}
