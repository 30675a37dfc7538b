import { copyFileSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fontPackage, pdfFonts, pdfTemplate } from "../../../shared/documents/pdf/compile-document.ts";
import { projectRoot } from "../../../shared/project-root.ts";

/** Where the bundle keeps what documents are printed with, under its root. */
export const pdfFolder = "pdf";

/** Copies the template and the two fonts that it uses, 1.3 MB. The fonts' package has 20 MB. */
export function copyPdfFiles(root: string): void {
  mkdirSync(join(root, pdfFolder), { recursive: true });
  for (const file of [pdfTemplate, ...pdfFonts.map((font) => join(fontPackage, font))])
    copyFileSync(join(projectRoot, file), join(root, pdfFolder, basename(file)));
}
