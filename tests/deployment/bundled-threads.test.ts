import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { stop } from "esbuild";
import { bundle } from "../../functions/hosts/build/bundle.ts";
import { copyPdfFiles } from "../../functions/hosts/build/pdf-files.ts";
import { aPdfDocument } from "../../shared/documents/pdf/pdf-document.fixture.ts";
import { docxOf, docxParagraph, pdfOf, xlsxOf } from "../../shared/knowledge/reading/documents.fixture.ts";
import type * as reader from "../../shared/knowledge/reading/read-in-worker.ts";
import { projectRoot } from "../../shared/project-root.ts";

let folder: string;
beforeAll(async () => {
  // Packages that the bundle leaves out are looked up from the project.
  folder = mkdtempSync(join(projectRoot, "dist-threads-"));
  await bundle(projectRoot, folder);
  copyPdfFiles(folder);
  // The root of the upload is where its package.json is.
  writeFileSync(join(folder, "package.json"), "{}");
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await stop();
});

it("reads every format in its thread as a part of the bundle", async () => {
  const chunk = readdirSync(join(folder, "chunks")).find((name) => name.startsWith("read-in-worker"));
  const { readInWorker } = (await import(join(folder, "chunks", chunk ?? ""))) as typeof reader;
  const read = async (format: "pdf" | "docx" | "xlsx" | "html" | "markdown" | "csv", bytes: Uint8Array | string) => {
    const file = { format, bytes: Buffer.from(bytes as string), contentType: "" };
    return JSON.stringify((await readInWorker(file, { first: 1, last: 1 })).blocks);
  };
  expect(await read("pdf", await pdfOf([[{ text: "The words of a page." }]]))).toContain("The words of a page.");
  expect(await read("docx", await docxOf(docxParagraph("The words of a letter.")))).toContain("The words of a letter.");
  const table = await xlsxOf((workbook) =>
    workbook.addWorksheet("Prices").addRows([
      ["Item", "Price"],
      ["Lamp", 90],
    ]),
  );
  expect(await read("xlsx", table)).toContain("Lamp");
  expect(await read("html", "<p>The words of a site.</p>")).toContain("The words of a site.");
  expect(await read("markdown", "# The words")).toContain("The words");
  expect(await read("csv", "Item,Price\nLamp,90\n")).toContain("Lamp");
});

it("prints a document in its thread as a part of the bundle", async () => {
  const worker = new Worker(join(folder, "pdf-worker.mjs"), { workerData: aPdfDocument() });
  const [file] = (await once(worker, "message")) as [Uint8Array];
  expect(Buffer.from(file).subarray(0, 5).toString()).toBe("%PDF-");
});
