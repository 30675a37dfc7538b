import { parentPort, workerData } from "node:worker_threads";
import { chunkBlocks } from "../chunking/chunk-blocks.ts";
import { DocumentUnreadable } from "./block.ts";
import { readDocument } from "./read-document.ts";
import type { ReaderJob } from "./read-in-worker.ts";

/** Does one job of `readInWorker` or `chunkInWorker` in a thread of its own. */
const job = workerData as ReaderJob;
try {
  const result = job.type === "read" ? await readDocument(job.file, job.range) : chunkBlocks(job.blocks, job.document);
  parentPort?.postMessage({ result });
} catch (error) {
  if (!(error instanceof DocumentUnreadable)) throw error;
  parentPort?.postMessage({ unreadable: { code: error.code, message: error.message } });
}
