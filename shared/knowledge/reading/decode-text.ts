/** The text of a file: by its byte order mark, else its declared charset, else UTF-8, else Windows-1252. */
export function decodeText(bytes: Uint8Array, contentType = ""): string {
  const declared = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1];
  for (const encoding of [markedEncoding(bytes), declared, "utf-8"]) {
    const text = encoding === undefined ? undefined : decodeStrictly(bytes, encoding);
    if (text !== undefined) return text;
  }
  return new TextDecoder("windows-1252").decode(bytes);
}

function markedEncoding([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}

/** Undefined where the bytes are not in the encoding, or there is none of that name. */
function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (/^ERR_ENCODING_/.test((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}
