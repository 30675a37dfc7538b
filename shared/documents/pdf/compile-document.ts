import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../project-root.ts";
import { fontCoverage } from "./font-coverage.ts";
import type { PdfDocument, PdfLanguage } from "./pdf-document.ts";
import { printable } from "./pdf-text.ts";
import { withWholeWords } from "./whole-words.ts";

/** Defined by the build (functions/hosts/build/bundle.ts): the folder of the fonts and the template under the bundle. */
declare const PDF_FILES: string;

/**
 * The weights of each family. Noto Sans of Google Fonts also has Devanagari. The template names the families in this order.
 * Italics are not used.
 */
const families = [
  ["noto-sans/400Regular/NotoSans_400Regular.ttf", "noto-sans/700Bold/NotoSans_700Bold.ttf"],
  [
    "noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf",
    "noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold.ttf",
  ],
] as const;
export const pdfFonts: readonly string[] = families.flat();
export const fontPackages = "node_modules/@expo-google-fonts";
export const pdfTemplate = "shared/documents/pdf/document.typ";

const words: Readonly<Record<PdfLanguage, { page: string; contents: string; sources: string }>> = {
  en: { page: "Page {page} of {pages}", contents: "Contents", sources: "Sources" },
  hi: { page: "पृष्ठ {page} / {pages}", contents: "विषय-सूची", sources: "स्रोत" },
  ur: { page: "صفحہ {page} از {pages}", contents: "فہرست", sources: "حوالے" },
};

const maximumPages = 300;
/** A document with fewer chapters is seen through without a table of contents. */
const chaptersForContents = 4;

/**
 * The document as a PDF/UA-1 file. The same document gives the same bytes.
 * @throws Error when it has more than 300 pages, or cites a source that it does not list
 */
export async function compileDocument(document: PdfDocument): Promise<Uint8Array> {
  const { NodeCompiler } = await import("@myriaddreamin/typst-ts-node-compiler");
  const fonts = families.map((weights) => weights.map((font) => readFileSync(fileOf(fontPackages, font))));
  // No file is read from the workspace: the template stands in memory, and it includes nothing.
  const compiler = NodeCompiler.create({ workspace: "/nonexistent", fontArgs: [{ fontBlobs: fonts.flat() }] });
  try {
    const compiled = compiler.compile({
      mainFileContent: readFileSync(fileOf(".", pdfTemplate), "utf8"),
      inputs: { data: JSON.stringify(templateData(document, coverageOf(fonts))) },
    });
    if (compiled.result === null) throw new Error(`Typst: ${firstProblem(compiled.takeError()?.shortDiagnostics)}`);
    const { numOfPages } = compiled.result;
    if (numOfPages > maximumPages) throw new Error(`The document has ${numOfPages} pages, more than ${maximumPages}.`);
    const creationTimestamp = Math.floor(Date.parse(document.madeAt) / 1000);
    const file = compiler.pdf(compiled.result, { pdfStandard: "ua-1", creationTimestamp });
    // Only Devanagari is copied out wrongly, and words from right to left would be turned round.
    return document.language === "ur" ? file : await withWholeWords(file);
  } finally {
    // Typst remembers layouts for the whole process.
    compiler.evictCache(0);
  }
}

/** What some family shows in all its weights. */
function coverageOf(fonts: readonly (readonly Buffer[])[]): (codePoint: number) => boolean {
  const coverages = fonts.map((weights) => weights.map(fontCoverage));
  return (codePoint) => coverages.some((weights) => weights.every((covers) => covers(codePoint)));
}

function templateData(document: PdfDocument, covers: (codePoint: number) => boolean): object {
  const { sources = [], blocks } = document;
  const chapters = blocks.filter((block) => block.type === "section" && block.level === 1).length;
  const data = {
    ...document,
    words: words[document.language],
    contents: chapters >= chaptersForContents,
    sources: sources.map(({ url, ...source }) => ({ ...source, url: webAddress(url) })),
  };
  return printable(data, covers);
}

/** In ASCII, as a link needs it; undefined for what is no address of the web. */
function webAddress(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url).href : undefined;
}

function firstProblem(diagnostics: readonly unknown[] = []): string {
  return JSON.stringify(diagnostics[0] ?? "failed");
}

function fileOf(folder: string, file: string): string {
  if (typeof PDF_FILES === "string") return join(projectRoot, PDF_FILES, file.split("/").at(-1) ?? file);
  return join(projectRoot, folder, file);
}
