import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib";
import ExcelJS from "exceljs";
import JSZip from "jszip";

export interface PdfLine {
  readonly text: string;
  readonly size?: number;
  readonly x?: number;
}

/** A PDF with one page for each list of lines. */
export async function pdfOf(pages: readonly (readonly PdfLine[])[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const lines of pages) {
    const page = pdf.addPage([595, 842]);
    let y = 800;
    for (const { text, size = 11, x = 50 } of lines) {
      if (x === 50) y -= size * 1.4;
      page.drawText(text, { x, y, size, font });
    }
  }
  return pdf.save();
}

/** A PDF whose page is a picture, as a scanner makes it. */
export async function scannedPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const picture = await pdf.embedPng(onePixel);
  pdf.addPage([200, 200]).drawImage(picture, { x: 0, y: 0, width: 200, height: 200 });
  return pdf.save();
}

export const onePixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** A DOCX whose body is this WordprocessingML. */
export async function docxOf(body: string): Promise<Uint8Array> {
  const archive = new JSZip();
  archive.file(
    "[Content_Types].xml",
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  );
  archive.file(
    "_rels/.rels",
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  );
  archive.file(
    "word/document.xml",
    `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  );
  return archive.generateAsync({ type: "uint8array" });
}

export function docxParagraph(text: string, { style, properties = "" }: { style?: string; properties?: string } = {}) {
  const look = style === undefined ? "" : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`;
  return `<w:p>${look}<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r></w:p>`;
}

/** An XLSX that `fill` writes. */
export async function xlsxOf(fill: (workbook: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** A ZIP whose entry unpacks to this many zero bytes. */
export async function zipBomb(bytes: number): Promise<Uint8Array> {
  const archive = new JSZip();
  archive.file("word/document.xml", new Uint8Array(bytes));
  return archive.generateAsync({ type: "uint8array", compression: "DEFLATE", compressionOptions: { level: 9 } });
}
