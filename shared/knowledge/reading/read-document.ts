import { DocumentUnreadable, type PageRange, type ReadDocument } from "./block.ts";
import type { DocumentFormat } from "./format.ts";

/** What a reader needs of a document. */
export interface DocumentFile {
  readonly format: DocumentFormat;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly url?: string;
}

/**
 * Reads a document, or a range of a PDF's pages. Takes seconds of CPU: call it through `readInWorker`.
 * @throws DocumentUnreadable
 */
export async function readDocument(file: DocumentFile, range: PageRange): Promise<ReadDocument> {
  const { bytes, contentType, url } = file;
  switch (file.format) {
    case "pdf":
      return (await import("./formats/read-pdf.ts")).readPdf(bytes, range);
    case "docx":
      return (await import("./formats/read-docx.ts")).readDocx(bytes);
    case "xlsx":
      return (await import("./formats/read-xlsx.ts")).readXlsx(bytes);
    case "csv":
      return (await import("./formats/read-csv.ts")).readCsv(bytes, contentType);
    case "html":
      return (await import("./web-pages/read-html.ts")).readHtml(bytes, {
        contentType,
        ...(url === undefined ? {} : { url }),
      });
    case "markdown":
      return (await import("./formats/read-markdown.ts")).readMarkdown(bytes, contentType);
    case "text":
      return (await import("./formats/read-text.ts")).readText(bytes, contentType);
    case "faq":
      return (await import("./formats/read-faq.ts")).readFaq(bytes);
    case "sitemap":
      return (await import("./web-pages/read-sitemap.ts")).readSitemap(bytes);
    case "image":
      return { blocks: [], pages: 1, unreadable: [{ page: 1, file: bytes }] };
    default:
      throw new DocumentUnreadable("document-format-unknown", "The document is of no known format.");
  }
}
