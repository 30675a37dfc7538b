import { parentPort, workerData } from "node:worker_threads";
import { compileDocument } from "./compile-document.ts";
import type { PdfDocument } from "./pdf-document.ts";

/** Prints one document for `renderPdf`, in a thread of its own. */
parentPort?.postMessage(await compileDocument(workerData as PdfDocument));
