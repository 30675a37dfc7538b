import { copyFileSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fontPackages, pdfFonts, pdfTemplate } from "../../../shared/documents/pdf/compile-document.ts";
import { projectRoot } from "../../../shared/project-root.ts";

/** Where the bundle keeps what documents are printed with, under its root. */
export const pdfFolder = "pdf";

/** Copies the template and the four fonts that it uses, 1.7 MB. The fonts' packages have 21 MB. */
export function copyPdfFiles(root: string): void {
  mkdirSync(join(root, pdfFolder), { recursive: true });
  for (const file of [pdfTemplate, ...pdfFonts.map((font) => join(fontPackages, font))])
    copyFileSync(join(projectRoot, file), join(root, pdfFolder, basename(file)));
}
