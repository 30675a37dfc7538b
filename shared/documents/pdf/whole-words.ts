import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef } from "@cantoo/pdf-lib";
import type { GlyphFont } from "./glyph-runs.ts";
import { withWordSpans } from "./word-spans.ts";

/**
 * The file with each word as one span that says its text, where Typst 0.14 has one for each cluster of letters. Nothing
 * looks different. Poppler, which pdftotext and many viewers use, takes the end of a cluster's last glyph for the cluster's
 * end. A vowel sign under a wide letter ends before the letter does, so that "कृपया" would be copied out as "कृ पया", and
 * a lowered mark repeats its cluster, so that "व्हाट्सएप" would have ट् twice.
 */
export async function withWholeWords(file: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(file, { updateMetadata: false });
  for (const page of document.getPages()) {
    const reference = page.node.get(PDFName.of("Contents"));
    const stream = document.context.lookup(reference);
    const fonts = page.node.Resources()?.lookupMaybe(PDFName.of("Font"), PDFDict);
    if (!fonts || !(reference instanceof PDFRef) || !(stream instanceof PDFRawStream)) continue;
    const known = new Map(fonts.keys().map((name) => [name.asString(), glyphFont(fonts.lookup(name, PDFDict))]));
    const content = withWordSpans(textOf(stream), known);
    document.context.assign(reference, document.context.flateStream(Buffer.from(content, "latin1")));
  }
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}

function glyphFont(font: PDFDict): GlyphFont {
  const descendant = font.lookup(PDFName.of("DescendantFonts"), PDFArray).lookup(0, PDFDict);
  const stream = font.lookup(PDFName.of("ToUnicode"));
  return {
    widths: glyphWidths(descendant.lookup(PDFName.of("W"), PDFArray)),
    texts: stream instanceof PDFRawStream ? glyphTexts(textOf(stream)) : new Map(),
  };
}

function glyphTexts(characterMap: string): ReadonlyMap<number, string> {
  const lines = [...characterMap.matchAll(/^<([0-9A-F]{4})> <([0-9A-F]+)>$/gim)];
  return new Map(
    lines.map(([, glyph = "", text = ""]) => [
      Number.parseInt(glyph, 16),
      Buffer.from(text, "hex").swap16().toString("utf16le"),
    ]),
  );
}

/** Groups of first code, last code, and their width (ISO 32000-1, 9.7.4.3). */
function glyphWidths(entry: PDFArray): ReadonlyMap<number, number> {
  const parts = entry.asArray().map((part) => Number(part.toString()));
  const widths = new Map<number, number>();
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const [first = 0, last = 0, width = 0] = parts.slice(at, at + 3);
    for (let glyph = first; glyph <= last; glyph += 1) widths.set(glyph, width);
  }
  return widths;
}

function textOf(stream: PDFRawStream): string {
  return Buffer.from(decodePDFRawStream(stream).decode()).toString("latin1");
}
