import { contentWords } from "../words.ts";
import type { Found } from "./found.ts";

const introduction =
  /(?:\b(?:my|the|his|her|patient'?s?|guest'?s?|customer'?s?) name is|\bname:? is|\bi am|\bi'?m|\bthis is|\b(?:(?:mera|uska|patient ka) )?naam|(?:(?:मेरा|उनका|मरीज़ का) )?नाम|माझे नाव|আমার নাম|నా పేరు|என் பெயர்|મારું નામ|میرا نام)\s+/iu;
/** Words that follow "I am" or answer a question, and are no name. */
const noName = new Set(
  (
    "later skip none nothing nobody anything whatever wait sorry hmm why stop looking interested calling trying having " +
    "facing unable happy sad angry not sure going coming free busy fine good ready here from in at feeling getting " +
    "son daughter wife husband mother father mom mum dad child kid baby friend brother sister myself self family beta beti " +
    "maybe today tomorrow booking appointment order table help problem issue unknown idea wrong incorrect right correct same time date day phone number name galat गलत ग़लत"
  ).split(" "),
);

/** "my name is Asha Rao", or, when it was asked for, a part of the text that looks like a name. */
export function personName(text: string, { asked }: { readonly asked: boolean }): Found | null {
  const introduced = introduction.exec(text);
  if (!introduced && !asked) return null;
  const from = introduced ? introduced.index + introduced[0].length : 0;
  const parts = text
    .slice(from)
    .split(nameEnd)
    .map((part) => part.replace(title, "").trim());
  const name = (introduced ? parts.slice(0, 1) : parts).find(isName);
  if (name === undefined) return null;
  const at = text.indexOf(name, from);
  return { value: name, start: introduced?.index ?? at, end: at + name.length };
}

const nameEnd =
  /[,;:\n.!?।\uFFFC]|\b(?:and|aur|speaking|here|by the way|btw|please|pls|thanks|thank you|from|on|at|for|with|my|the|phone|number|hai|hoon|hu|ka|ke|naam)\b|(?<![\p{L}\p{M}])(?:और|है|हूँ|हूं|आहे|ہے)(?![\p{L}\p{M}])/iu;
const title = /^\s*(?:(?:it'?s|for|mr|mrs|ms|dr|shri|smt)\.?\s+)+/i;

function isName(text: string): boolean {
  const words = text.split(/\s+/);
  if (!/^\p{L}[\p{L}\p{M}'’. -]{0,59}$/u.test(text) || words.length > 4) return false;
  const isWord = (word: string) =>
    noName.has(word.toLowerCase()) || (/^\p{Ll}/u.test(word) && contentWords(word).length === 0);
  return !words.some(isWord);
}
