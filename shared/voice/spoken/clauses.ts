/**
 * The end of a sentence, or of a part of one. A sentence may end the text so far: the guard passes whole sentences. After
 * a comma white space must follow, so `1,499` stays whole.
 */
const boundary = /(?<sentence>[.!?।॥۔؟…]{1,8}["'”’)\]]{0,3}(?=\s|$)|\n)|[,;:،؛—–]["'”’)\]]{0,3}(?=\s)/g;
/** After these a full stop ends no sentence. */
const abbreviation =
  /(?:^|[\s(])(?:rs|re|no|nos|dr|mr|mrs|ms|prof|st|vs|approx|dept|govt|pvt|ltd|e\.g|i\.e|\p{L}|\d{1,2}|रु|डॉ|प्रो|क्र|नं|ডা|ড|డా|டாக்|ડૉ|ડો)\.$/iu;

/** A first clause shorter than this gains no time, and sounds chopped. */
const shortestFirst = 12;
/** Without a comma, the first clause ends at a space. */
const longestFirst = 80;
/** Voices take longer texts badly, and an interruption is measured by the clause. */
const longest = 240;

/** What is spoken at once: a piece of the text with its white space, and where it begins. */
export interface Clause {
  readonly text: string;
  readonly start: number;
}

/** Cuts streamed text into what can be spoken: a short first clause, so that speech begins early, then sentences. */
interface ClauseSplitter {
  /** The clauses that are complete with this piece. Joined, they are the text. */
  push(piece: string): readonly Clause[];
  /** The rest of the text. The next piece begins a new one. */
  finish(): readonly Clause[];
}

export function clauseSplitter(): ClauseSplitter {
  let rest = "";
  let start = 0;
  let isFirst = true;

  const take = (end: number): readonly Clause[] => {
    const clause = { text: rest.slice(0, end), start };
    rest = rest.slice(end);
    start += end;
    if (clause.text.trim() === "") return [];
    isFirst = false;
    return [clause];
  };
  return {
    push(piece) {
      rest += piece;
      const clauses: Clause[] = [];
      for (let end = nextEnd(rest, isFirst); end !== undefined; end = nextEnd(rest, isFirst))
        clauses.push(...take(end));
      return clauses;
    },
    finish() {
      const last = take(rest.length);
      start = 0;
      isFirst = true;
      return last;
    },
  };
}

/** Where the next clause of a text ends; undefined while more of the text may decide. */
function nextEnd(text: string, isFirst: boolean): number | undefined {
  const most = isFirst ? longestFirst : longest;
  // Only this far: otherwise a long text without an end would be searched again for each of its clauses.
  const near = text.slice(0, most + 10);
  for (const match of near.matchAll(boundary)) {
    const end = match.index + match[0].length;
    if (end > most) break;
    if (match.groups?.sentence === undefined) {
      // "Nov 29, 2026": a number may belong to what is before the comma.
      const next = /\S/.exec(text.slice(end, end + 8))?.[0];
      if (isFirst && end >= shortestFirst && next !== undefined && !/\d/.test(next)) return end;
      continue;
    }
    // The point of a number may be followed by its decimals.
    const isNumber = end === text.length && /\d\.$/.test(near.slice(0, end));
    if (!isNumber && !abbreviation.test(near.slice(Math.max(0, end - 9), end))) return end;
  }
  return text.length <= most ? undefined : lastSpace(text, most);
}

/** Where a text without punctuation is cut: not beside a digit, which may be a part of a longer number. */
function lastSpace(text: string, most: number): number {
  for (let at = most; at > most / 2; at -= 1)
    if (/\s/.test(text[at] ?? "") && !/\d/.test((text[at - 1] ?? "") + (text[at + 1] ?? ""))) return at;
  return most;
}

/** A whole text as it is spoken: its first clause, then its sentences. Nothing but white space is lost. */
export function speakableClauses(text: string): readonly string[] {
  const splitter = clauseSplitter();
  return [...splitter.push(text), ...splitter.finish()].map((clause) => clause.text.trim());
}
