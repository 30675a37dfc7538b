import type { DetectedValue } from "./detected.ts";

/** Maximum length of an e-mail address (RFC 5321, 4.5.3.1). */
const maxLength = 254;
const shape =
  /^[a-z0-9](?:[a-z0-9._%+'-]{0,62}[a-z0-9_%+'-])?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}$/;

/** Finds e-mail addresses in a text, in lower case. Skips payment addresses (`asha@okaxis`) and links. */
export function emailsIn(text: string): readonly DetectedValue[] {
  return [...text.matchAll(/[^\s<>()[\]{},;"“”]+/gu)].flatMap((match) => {
    const [word] = match;
    if (!word.includes("@") || word.length > maxLength + 16 || word.includes("://")) return [];
    const bare = word
      .toLowerCase()
      .replace(/^(?:mailto:|e-?mail:|id:|[.:'*_])+/u, "")
      .replace(/[.:!?'*।؟]+$/u, "");
    return bare.length <= maxLength && shape.test(bare) && !bare.includes("..")
      ? [{ value: bare, at: match.index }]
      : [];
  });
}
