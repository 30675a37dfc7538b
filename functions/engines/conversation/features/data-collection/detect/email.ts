import type { Detected } from "./detected.ts";

/** The longest address there is (RFC 5321, 4.5.3.1). */
const longest = 254;
const shape =
  /^[a-z0-9](?:[a-z0-9._%+'-]{0,62}[a-z0-9_%+'-])?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}$/;

/** E-mail addresses a customer wrote, in small letters. Payment addresses (`asha@okaxis`) and links are none. */
export function emailsIn(text: string): readonly Detected[] {
  return [...text.matchAll(/[^\s<>()[\]{},;"“”]+/gu)].flatMap((match) => {
    const [word] = match;
    if (!word.includes("@") || word.length > longest + 16 || word.includes("://")) return [];
    const bare = word
      .toLowerCase()
      .replace(/^(?:mailto:|e-?mail:|id:|[.:'*_])+/u, "")
      .replace(/[.:!?'*।؟]+$/u, "");
    return bare.length <= longest && shape.test(bare) && !bare.includes("..") ? [{ value: bare, at: match.index }] : [];
  });
}
