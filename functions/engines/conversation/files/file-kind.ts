import { audioFormatOf } from "../../../../shared/tools/media/audio-format.ts";
import { fileFormatOf } from "../../../../shared/tools/media/file-format.ts";

export interface FileKind {
  readonly contentType: string;
  /** Whether a browser may show it in the page: nothing in it runs. */
  readonly isShown: boolean;
}

/** The office documents, which are all ZIP files: only the name tells which one. */
const office: Readonly<Record<string, string>> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
};

/** What a file is by its bytes, whatever was said about it. Undefined: nothing that operators send. */
export function fileKindOf(bytes: Uint8Array, name = ""): FileKind | undefined {
  const format = fileFormatOf(bytes);
  if (format) return { contentType: format.contentType, isShown: format.contentType.startsWith("image/") };
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // A film has a handler of the kind "vide"; without one, an MP4 file is sound.
  if (start.toString("latin1", 4, 8) === "ftyp" && start.includes("vide"))
    return { contentType: "video/mp4", isShown: true };
  const audio = audioFormatOf(bytes);
  if (audio) return { contentType: audio.contentType, isShown: true };
  const document = office[/\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? ""];
  if (document !== undefined && start.toString("latin1", 0, 4) === "PK\x03\x04")
    return { contentType: document, isShown: false };
  return undefined;
}
