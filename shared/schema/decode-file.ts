/** Each byte as Windows means it (WHATWG Encoding, "windows-1252"): no text is refused. */
const fallback = "windows-1252";

/** Charsets of one byte a letter, in which every text is valid: a server's default that says little. */
const singleByte = /^(iso-?8859-|windows-125|cp125|latin|us-ascii|ascii)/i;

/**
 * The text of a file that somebody's program has saved: by its byte order mark, else UTF-16 where every other byte is
 * zero, else the charset of its Content-Type, else UTF-8, else Windows-1252, as Excel's "CSV" is in Europe. A charset of
 * one byte a letter counts after UTF-8: text in it is practically never valid UTF-8 by accident.
 */
export function decodeFile(bytes: Uint8Array, contentType = ""): string {
  const declared = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1];
  const named = declared !== undefined && singleByte.test(declared) ? ["utf-8", declared] : [declared, "utf-8"];
  for (const encoding of [markedEncoding(bytes) ?? zeroedEncoding(bytes), ...named]) {
    const text = encoding === undefined ? undefined : decodeStrictly(bytes, encoding);
    if (text !== undefined) return text;
  }
  return new TextDecoder(fallback).decode(bytes);
}

/** Undefined when the bytes are not in the encoding, or no encoding has that name. */
function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (/^ERR_ENCODING_/.test((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

function markedEncoding([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}

/** Bytes that are looked at to recognise UTF-16 without a mark. */
const sampleLength = 512;

function zeroedEncoding(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, sampleLength);
  const zeros = [0, 0] as [number, number];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2 === 0 ? 0 : 1] += 1;
  const [even, odd] = zeros;
  if (even === 0 && odd === 0) return undefined;
  return odd >= even ? "utf-16le" : "utf-16be";
}
