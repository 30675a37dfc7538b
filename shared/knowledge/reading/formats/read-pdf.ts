import { PDFDocument } from "@cantoo/pdf-lib";
import { getDocumentProxy } from "unpdf";
import { type Block, DocumentUnreadable, type PageRange, type ReadDocument, type UnreadablePage } from "../block.ts";
import { type PlacedText, pageBlocks } from "./pdf-layout.ts";
import { isTextLayerSound } from "./text-layer.ts";

export const maxPages = 2_000;
/** A page of pictures alone has fewer characters, such as its number. */
const minCharacters = 16;

/**
 * A range of a PDF's pages. Pages whose text layer is broken or missing are `unreadable`, and none of their text is used.
 * @throws DocumentUnreadable `document-encrypted`, `document-damaged`, `document-too-many-pages`
 */
export async function readPdf(bytes: Uint8Array, range: PageRange): Promise<ReadDocument> {
  // pdf.js takes the buffer for itself.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch((cause: unknown) => {
    const encrypted = cause instanceof Error && cause.name === "PasswordException";
    throw encrypted
      ? new DocumentUnreadable("document-encrypted", "The PDF needs a password. Save it without one.", { cause })
      : new DocumentUnreadable("document-damaged", "The file is damaged: it cannot be read as PDF.", { cause });
  });
  if (pdf.numPages > maxPages)
    throw new DocumentUnreadable(
      "document-too-many-pages",
      `The PDF has ${pdf.numPages} pages; ${maxPages} are allowed.`,
    );
  const blocks: Block[] = [];
  const broken: number[] = [];
  for (let number = range.first; number <= Math.min(range.last, pdf.numPages); number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const placed = items.flatMap((item): PlacedText[] => ("str" in item ? [item] : []));
    const text = placed.map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str)).join("");
    if (!isTextLayerSound(text) || (text.trim().length < minCharacters && (await hasPictures(page))))
      broken.push(number);
    else blocks.push(...pageBlocks(placed, number));
    page.cleanup();
  }
  const title = range.first === 1 ? await titleOf(pdf) : undefined;
  const unreadable = await cutOut(bytes, broken);
  const read = { blocks, pages: pdf.numPages, unreadable, ...(title === undefined ? {} : { title }) };
  await pdf.cleanup();
  return read;
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Pdf["getPage"]>>;

/** pdf.js's operators that paint pictures (OPS in pdfjs-dist): masks, images, inline images. */
const paintOperators = new Set([83, 84, 85, 86, 87, 88, 89, 90]);

async function hasPictures(page: Page): Promise<boolean> {
  const { fnArray } = await page.getOperatorList();
  return fnArray.some((operator) => paintOperators.has(operator));
}

async function titleOf(pdf: Pdf): Promise<string | undefined> {
  const { info } = await pdf.getMetadata();
  const title: unknown = Reflect.get(info, "Title");
  // Programs write the file's name or their own default here.
  if (typeof title !== "string" || title.trim() === "" || /^(untitled|microsoft word - )|\.\w{2,5}$/i.test(title))
    return undefined;
  return title.trim().slice(0, 300);
}

async function cutOut(bytes: Uint8Array, pages: readonly number[]): Promise<readonly UnreadablePage[]> {
  if (pages.length === 0) return [];
  const source = await PDFDocument.load(bytes).catch(() => undefined); // pdf.js reads files that pdf-lib does not
  return Promise.all(
    pages.map(async (page) => {
      if (source === undefined) return { page };
      const single = await PDFDocument.create();
      const [copied] = await single.copyPages(source, [page - 1]);
      if (copied === undefined) return { page };
      single.addPage(copied);
      return { page, file: await single.save() };
    }),
  );
}
