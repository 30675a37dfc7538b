import { DocumentUnreadable } from "./block.ts";

export const documentFormats = [
  "pdf",
  "docx",
  "xlsx",
  "csv",
  "html",
  "markdown",
  "text",
  "faq",
  "image",
  "sitemap",
] as const;
export type DocumentFormat = (typeof documentFormats)[number];

const byExtension: Readonly<Record<string, DocumentFormat>> = {
  pdf: "pdf",
  docx: "docx",
  xlsx: "xlsx",
  csv: "csv",
  tsv: "csv",
  htm: "html",
  html: "html",
  xhtml: "html",
  md: "markdown",
  markdown: "markdown",
  txt: "text",
  json: "faq",
  png: "image",
  jpg: "image",
  jpeg: "image",
  webp: "image",
};

const byMediaType: Readonly<Record<string, DocumentFormat>> = {
  "application/pdf": "pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "text/csv": "csv",
  "text/tab-separated-values": "csv",
  "text/html": "html",
  "application/xhtml+xml": "html",
  "text/markdown": "markdown",
  "text/plain": "text",
  "application/json": "faq",
  "application/xml": "sitemap",
  "text/xml": "sitemap",
  "image/png": "image",
  "image/jpeg": "image",
  "image/webp": "image",
};

/** What the first bytes of a format are. A file that says otherwise is not what its name claims. */
const signatures: Readonly<Partial<Record<DocumentFormat, readonly string[]>>> = {
  pdf: ["%PDF-"],
  docx: ["PK"],
  xlsx: ["PK"],
};

/**
 * The format of a file, by its name, else by its media type.
 * @throws DocumentUnreadable `document-format-unknown`, or `document-format-mismatch` when its first bytes belong to
 * another format.
 */
export function documentFormat(name: string, contentType: string, bytes: Uint8Array): DocumentFormat {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const mediaType = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  const format = byExtension[extension] ?? byMediaType[mediaType];
  if (format === undefined)
    throw new DocumentUnreadable(
      "document-format-unknown",
      `${name} is of no known format. Send PDF, DOCX, XLSX, CSV, HTML, Markdown, plain text, a FAQ as JSON, PNG or JPEG.`,
    );
  const expected = signatures[format];
  const start = Buffer.from(bytes.subarray(0, 1024)).toString("latin1");
  if (
    expected &&
    !expected.some((signature) => (format === "pdf" ? start.includes(signature) : start.startsWith(signature)))
  )
    throw new DocumentUnreadable("document-format-mismatch", `${name} is named as ${format} and is something else.`);
  return format;
}
