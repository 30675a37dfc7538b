import JSZip from "jszip";
import mammoth from "mammoth";
import { DocumentUnreadable, type ReadDocument } from "../block.ts";
import { htmlBlocks } from "../web-pages/html-blocks.ts";
import { checkArchive } from "./archive-limits.ts";

const bodyFile = "word/document.xml";
const styleMap = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => h2:fresh"];

/** @throws DocumentUnreadable `archive-too-large`, `archive-invalid`, `document-damaged` */
export async function readDocx(bytes: Uint8Array): Promise<ReadDocument> {
  await checkArchive(bytes);
  try {
    const archive = await JSZip.loadAsync(bytes);
    const body = await archive.file(bodyFile)?.async("string");
    if (body !== undefined) archive.file(bodyFile, withoutHiddenRuns(body));
    const buffer = await archive.generateAsync({ type: "nodebuffer" });
    const ignoreImage = mammoth.images.imgElement(async () => ({ src: "" }));
    const { value } = await mammoth.convertToHtml({ buffer }, { styleMap, convertImage: ignoreImage });
    const { blocks } = htmlBlocks(value);
    const first = blocks.find((block) => block.type === "heading");
    return { blocks, pages: 1, unreadable: [], ...(first?.level === 1 ? { title: first.text } : {}) };
  } catch (cause) {
    throw new DocumentUnreadable("document-damaged", "The file is damaged: it cannot be read as DOCX.", { cause });
  }
}

const hidden = /<w:(vanish|webHidden)(\s*\/>|\s+w:val="(1|true|on)")/;

/** Word does not show runs with `w:vanish`, and mammoth reads them (ECMA-376, 17.3.2.41). */
function withoutHiddenRuns(xml: string): string {
  return xml
    .split(/(?<=<\/w:r>)/)
    .map((part) => {
      if (!hidden.test(part)) return part;
      const start = Math.max(part.lastIndexOf("<w:r>"), part.lastIndexOf("<w:r "));
      return start === -1 || !hidden.test(part.slice(start)) ? part : part.slice(0, start);
    })
    .join("");
}
