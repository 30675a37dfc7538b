/** Names of charsets that mails use and the WHATWG Encoding Standard lacks. */
const otherNames: Readonly<Record<string, string>> = {
  cp932: "shift_jis",
  ms932: "shift_jis",
  cp936: "gbk",
  cp949: "euc-kr",
  cp950: "big5",
  "x-mac-roman": "macintosh",
};

/**
 * The text of a mail's part. The declared charset counts, with two exceptions, both common: text that is valid UTF-8
 * although the mail declares ASCII, Latin-1 or nothing known, and text that is declared UTF-8 and is not.
 */
export function decodeText(bytes: Uint8Array, declared: string | undefined): string {
  const decoder = decoderOf(declared);
  const utf8 = decodedStrictly(bytes);
  if (decoder === undefined || decoder.encoding === "windows-1252" || decoder.encoding === "utf-8")
    return utf8 ?? new TextDecoder("windows-1252").decode(bytes);
  return decoder.decode(bytes);
}

function decodedStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined; // the bytes are in another charset
  }
}

function decoderOf(declared: string | undefined): TextDecoder | undefined {
  const label = (declared ?? "")
    .trim()
    .replace(/^["']|["']$/g, "")
    .toLowerCase();
  const name = Object.hasOwn(otherNames, label) ? otherNames[label] : label.replace(/^cp-?(\d{3,4})$/, "windows-$1");
  try {
    return new TextDecoder(name);
  } catch {
    return undefined; // a charset that nobody knows
  }
}
