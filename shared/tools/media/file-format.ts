export const fileFormats = ["jpg", "jpeg", "png", "webp", "gif", "pdf", "heic"] as const;
export type FileFormat = (typeof fileFormats)[number];

interface Format {
  readonly names: readonly FileFormat[];
  readonly contentType: string;
}

/** Detects a file's format from its first bytes and ignores the declared type (source: each format's specification). */
export function fileFormatOf(bytes: Uint8Array): Format | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16)).toString("latin1");
  if (head.startsWith("\xff\xd8\xff")) return { names: ["jpg", "jpeg"], contentType: "image/jpeg" };
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return { names: ["png"], contentType: "image/png" };
  if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) return { names: ["gif"], contentType: "image/gif" };
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return { names: ["webp"], contentType: "image/webp" };
  if (head.startsWith("%PDF-")) return { names: ["pdf"], contentType: "application/pdf" };
  if (/^ftyp(heic|heix|mif1|msf1)/.test(head.slice(4, 12))) return { names: ["heic"], contentType: "image/heic" };
  return undefined;
}
