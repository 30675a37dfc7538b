import { parentPort, workerData } from "node:worker_threads";
import type { PageRange } from "./block.ts";
import { DocumentUnreadable } from "./block.ts";
import { type DocumentFile, readDocument } from "./read-document.ts";

/** Reads one document in a thread of its own (`readInWorker`). */
const { file, range } = workerData as { readonly file: DocumentFile; readonly range: PageRange };
try {
  parentPort?.postMessage({ read: await readDocument(file, range) });
} catch (error) {
  if (!(error instanceof DocumentUnreadable)) throw error;
  parentPort?.postMessage({ unreadable: { code: error.code, message: error.message } });
}
