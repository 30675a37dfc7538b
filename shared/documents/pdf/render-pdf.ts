import { Worker } from "node:worker_threads";
import { TerminalError } from "../../runtime/failures/errors.ts";
import type { PdfDocument } from "./pdf-document.ts";

/** Defined by the build (functions/hosts/build/bundle.ts): the worker's file, as seen from the bundle's chunks. */
declare const PDF_WORKER: string;

const workerUrl = new URL(typeof PDF_WORKER === "string" ? PDF_WORKER : "./pdf-worker.ts", import.meta.url);
/** Three hundred pages take some seconds of CPU. */
const timeoutMs = 60_000;
/** Of the document as JSON. */
export const maximumPdfBytes = 1_000_000;

/**
 * The document as a PDF/UA-1 file whose text can be copied and searched, also Devanagari. The same document gives the same
 * bytes on every platform. No text in it is markup. It is printed in a thread, because Typst holds its own.
 * @throws TerminalError `pdf-too-large` over 1 MB of data, `pdf-failed` over 300 pages, after a minute, or for a citation of
 *   a source that the document does not list
 */
export async function renderPdf(document: PdfDocument): Promise<Uint8Array> {
  const bytes = Buffer.byteLength(JSON.stringify(document));
  if (bytes > maximumPdfBytes)
    throw new TerminalError(
      "pdf-too-large",
      `The document has ${bytes} bytes, more than ${maximumPdfBytes}. Shorten it.`,
    );
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl, { workerData: document, stdout: true, stderr: true });
    const fail = (cause: { readonly message: string }) =>
      reject(new TerminalError("pdf-failed", `The document could not be printed. ${cause.message}`, { cause }));
    const timer = setTimeout(() => {
      fail(new Error("It takes too long. Shorten it."));
      void worker.terminate();
    }, timeoutMs);
    worker.once("message", (file: Uint8Array) => resolve(file));
    worker.once("error", fail);
    worker.once("exit", () => {
      clearTimeout(timer);
      fail(new Error("The printer ended without a result."));
    });
  });
}
