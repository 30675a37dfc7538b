import { normalized } from "../../schema/bounded-text.ts";
import { digitWords } from "./digit-words.ts";
import { lexicons } from "./lexicons/index.ts";

const words = (of: (signs: (typeof lexicons)[string]["signs"]) => string, more: string): ReadonlySet<string> =>
  new Set(
    [...Object.values(lexicons).map(({ signs }) => of(signs)), ...more.split(" ")].map((each) =>
      normalized(each, "NFKC"),
    ),
  );

const joints: readonly (readonly [string, ReadonlySet<string>])[] = [
  [".", words(({ dot }) => dot, "dot point period डाट")],
  ["_", words(({ underscore }) => underscore, "underscore")],
  ["-", words(({ dash }) => dash, "dash hyphen minus हाइफ़न")],
];
const atWords = words(({ at }) => at, "at एट अट ایٹ");
/** Domains that callers name in their own script. */
const domainWords: Readonly<Record<string, string>> = {
  जीमेल: "gmail",
  याहू: "yahoo",
  हॉटमेल: "hotmail",
  आउटलुक: "outlook",
  कॉम: "com",
  इन: "in",
  को: "co",
  ओआरजी: "org",
  জিমেইল: "gmail",
  জিমেল: "gmail",
  কম: "com",
  జీమెయిల్: "gmail",
  కామ్: "com",
  ஜிமெயில்: "gmail",
  காம்: "com",
  જીમેલ: "gmail",
  કોમ: "com",
  جی: "g",
  میل: "mail",
  کام: "com",
};
/** Words before an address that do not belong to it, and that tell a name of one plain word from "look at". */
const lead = new Set("is its it's email mail e-mail id address to hai है".split(" "));
const knownDomain = /^(?:gmail|yahoo|ymail|hotmail|outlook|live|icloud|rediffmail|proton)\./;

const longestLocal = 12;
const token = /[a-z]+(?:'[a-z]+)?|[\p{L}\p{M}\u200c\u200d]+|\d+|[._@-]/giu;

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Addresses that are said, as they are written. One whose name is not in Latin letters stays as it was said. */
export function withWrittenMails(text: string): string {
  const tokens = Array.from(text.matchAll(token), ({ 0: found, index }): Token => {
    return { text: normalized(found.toLowerCase(), "NFKC"), start: index, end: index + found.length };
  });
  let written = "";
  let copied = 0;
  for (const [at, { text: said }] of tokens.entries()) {
    if (!atWords.has(said)) continue;
    const domain = domainFrom(tokens, afterAt(tokens, at));
    const local = domain && localBefore(tokens, at);
    if (!domain || !local || local.start < copied || !isName(local, domain.text)) continue;
    written += `${text.slice(copied, local.start)}${local.text}@${domain.text}`;
    copied = domain.end;
  }
  return written + text.slice(copied);
}

/** In India @ is "at the rate", too. */
function afterAt(tokens: readonly Token[], at: number): number {
  const following = tokens.slice(at + 1, at + 4).map(({ text }) => text);
  if (following[0] === "the" && following[1] === "rate") return at + (following[2] === "of" ? 4 : 3);
  return at + (/^(?:दि?|द)$/.test(following[0] ?? "") && following[1] === "रेट" ? 3 : 1);
}

interface Part {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Part of an address, and the word before it: undefined at the beginning of the text. */
interface LocalPart extends Part {
  readonly lead: string | undefined;
}

/** "Look at google dot com" names no address: one plain word is a name only after "is", or at a provider of mail. */
function isName({ text, lead: said }: LocalPart, domain: string): boolean {
  return /[^a-z]/.test(text) || (said === undefined ? knownDomain.test(domain) : lead.has(said));
}

/** `gmail dot com`, `sunrise dot co dot in`. */
function domainFrom(tokens: readonly Token[], from: number): Part | undefined {
  const labels: string[] = [];
  let label = "";
  let end = 0;
  for (let at = from; at < from + 8; at += 1) {
    const each = tokens[at];
    const piece = each && labelOf(each.text);
    if (each === undefined || piece === undefined) break;
    label += piece;
    end = each.end;
    const next = tokens[at + 1]?.text ?? "";
    const joint = jointOf(next);
    if (joint === "." && labelOf(tokens[at + 2]?.text ?? "") !== undefined) {
      labels.push(label);
      label = "";
      at += 1;
    } else if (joint === "-") {
      label += "-";
      at += 1;
    } else if (labels.length > 0 || !isMailWord(piece, next)) break;
  }
  if (label === "" || labels.length === 0 || !/^[a-z]{2,24}$/.test(label)) return undefined;
  return { text: [...labels, label].join("."), start: 0, end };
}

/** "G mail" is one word. */
function isMailWord(piece: string, next: string): boolean {
  return piece.length === 1 && labelOf(next) !== undefined;
}

/** What stands before the "at": words joined by "dot", and single letters and digits one after the other. */
function localBefore(tokens: readonly Token[], at: number): LocalPart | undefined {
  let text = "";
  let start = 0;
  let first = at;
  let expectsPiece = true;
  for (let index = at - 1; index >= 0 && index >= at - longestLocal; index -= 1) {
    const each = tokens[index];
    if (each === undefined) break;
    const joint = jointOf(each.text);
    if (joint !== undefined) {
      if (expectsPiece) break;
      text = joint + text;
      expectsPiece = true;
      continue;
    }
    const piece = labelOf(each.text);
    if (piece === undefined || (!expectsPiece && (lead.has(each.text) || !isSpelled(piece, text)))) break;
    text = piece + text;
    start = each.start;
    first = index;
    expectsPiece = false;
  }
  return text === "" || expectsPiece ? undefined : { text, start, end: 0, lead: tokens[first - 1]?.text };
}

/** Whether a piece belongs to the one after it without a joint: letters one by one, or digits after a name. */
function isSpelled(piece: string, rest: string): boolean {
  const next = /^(?:[a-z]+|\d+)/.exec(rest)?.[0] ?? "";
  return piece.length === 1 || /^\d+$/.test(next);
}

function labelOf(said: string): string | undefined {
  const digit = digitWords.get(said);
  if (digit !== undefined && said.length > 1) return digit;
  return /^(?:[a-z]+|\d+)$/.test(said) ? said : domainWords[said];
}

function jointOf(said: string): string | undefined {
  if (/^[._-]$/.test(said)) return said;
  return joints.find(([, spoken]) => spoken.has(said))?.[0];
}
