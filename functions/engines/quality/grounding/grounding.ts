import { type Claim, claimOf, claimsOf } from "./claims.ts";
import { type Clause, contradicts } from "./negation.ts";
import { follows } from "./numbers.ts";
import { tellsOfOwnLife } from "./own-life.ts";
import { sentencesOf } from "./sentences.ts";

/** Why a sentence of a reply is not, or only partly, supported. */
export type Fault = "number" | "name" | "negation" | "own-life" | "words" | "relation";

export interface JudgedClaim {
  readonly sentence: string;
  /** 0: nothing of it stands in the sources. 1: all of it does. */
  readonly support: number;
  readonly faults: readonly Fault[];
  /** The source's sentence that supports it best; null when none shares a word with it. */
  readonly evidence: string | null;
}

export interface Grounding {
  /** The share of the reply that its sources support, by content words; 1 for a reply that claims nothing. */
  readonly score: number;
  readonly claims: readonly JudgedClaim[];
}

/**
 * How much a fault leaves of a sentence's support. A figure or a name that no source has is nearly always wrong, however
 * well the other words agree. (Overlap alone cannot see swapped figures and names.) Words and neighbours that are missing
 * have lowered the overlap already. What an agent tells of a life of its own is invented, whatever words it shares.
 */
const remains: Readonly<Record<Fault, number>> = {
  number: 0.25,
  name: 0.5,
  negation: 0.35,
  "own-life": 0.2,
  words: 1,
  relation: 1,
};
/** A word that the customer alone has said is neither stated by a source nor made up by the reply. */
const worthOfRepeated = 0.5;
/**
 * How much each word leaves that no source has. In a long sentence their share stays small, though one addition makes it
 * wrong. The first is taken for another wording.
 */
const remainsOfMissing = { each: 0.9, allowed: 1 };

/** A sentence whose words are found less than this is said to lack words. */
const fewWords = 0.6;
/** Neighbouring words that never stand together in a source were put together by the reply. */
const fewPairs = 0.35;
/** Limits of one reply's comparison, so that no conversation holds the process: the newest sources count. */
const limits = { sourceCharacters: 60_000, replyCharacters: 8_000, sentences: 1_000 };

/**
 * Judges without a model how far `sources` support `reply`: content words, neighbouring words, numbers in every notation,
 * names and negation. What `context` says, such as the customer's question, may be repeated: it counts by half and supports
 * no number. Pure. English and Hindi in both scripts. `read` is given where the same sources support several replies.
 */
export function groundingOf(
  reply: string,
  sources: readonly string[],
  context: readonly string[] = [],
  read: ReadSource = readSource,
): Grounding {
  const passages = newestWithin(sources, limits.sourceCharacters).flatMap(read).slice(-limits.sentences);
  const claims = claimsOf(reply.slice(0, limits.replyCharacters));
  const given = context.flatMap(readSource);
  const known = {
    terms: new Set(passages.flatMap(({ terms }) => terms)),
    numbers: new Set(passages.flatMap(({ numbers }) => numbers)),
    pairs: pairsOf(passages),
    clauses: passages.flatMap(({ clauses }) => clauses),
    said: {
      terms: new Set(given.flatMap(({ terms }) => terms)),
      numbers: [...claims, ...given].flatMap(({ numbers }) => numbers),
    },
  };
  const judged = claims.map((claim) => judgeClaim(claim, passages, known));
  const weights = claims.map(({ terms }) => Math.max(1, terms.length));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const supported = judged.reduce((sum, { support }, at) => sum + support * (weights[at] ?? 0), 0);
  return { score: total === 0 ? 1 : supported / total, claims: judged };
}

export type ReadSource = (source: string) => readonly Claim[];

function readSource(source: string): readonly Claim[] {
  return sentencesOf(source.slice(0, limits.sourceCharacters)).map(claimOf);
}

/** Reads each source once, however many replies it supports. */
export function sourceReader(): ReadSource {
  const known = new Map<string, readonly Claim[]>();
  return (source) => {
    const claims = known.get(source) ?? readSource(source);
    known.set(source, claims);
    return claims;
  };
}

function newestWithin(sources: readonly string[], characters: number): readonly string[] {
  let left = characters;
  const kept = sources.toReversed().filter((source) => {
    left -= source.length;
    return left >= 0 || left + source.length === characters;
  });
  return kept.toReversed();
}

interface Known {
  readonly terms: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
  readonly pairs: ReadonlySet<string>;
  readonly clauses: readonly Clause[];
  /** What the reply and its context say. */
  readonly said: { readonly terms: ReadonlySet<string>; readonly numbers: readonly number[] };
}

function judgeClaim(claim: Claim, passages: readonly Claim[], known: Known): JudgedClaim {
  const isKnown = (term: string) => known.terms.has(term) || known.said.terms.has(term);
  const missing = [...claim.vocabulary].filter((term) => !known.terms.has(term)).length;
  const words = wordSupport(claim.terms, known);
  const pairs = shareOf(neighbours(claim.terms), (pair) => known.pairs.has(pair));
  const best = bestPassage(claim, passages);
  const faults: Fault[] = [];
  if (claim.numbers.some((value) => !known.numbers.has(value) && !follows(value, known.numbers, known.said.numbers)))
    faults.push("number");
  if (claim.names.some((name) => !isKnown(name))) faults.push("name");
  if (claim.clauses.some((clause) => contradicts(clause, known.clauses))) faults.push("negation");
  if (tellsOfOwnLife(claim.sentence)) faults.push("own-life");
  if (shareOf(claim.terms, isKnown) < fewWords) faults.push("words");
  else if (claim.terms.length > 3 && pairs < fewPairs) faults.push("relation");
  const overlap = claim.terms.length < 3 ? words : 0.6 * words + 0.4 * Math.max(pairs, best?.share ?? 0);
  const supported = overlap * remainsOfMissing.each ** Math.max(0, missing - remainsOfMissing.allowed);
  const support = faults.reduce((left, fault) => left * remains[fault], supported);
  return { sentence: claim.sentence, support, faults, evidence: best?.passage.sentence ?? null };
}

/** The share of a claim's words that the sources have, where a word that only the customer said counts by half. */
function wordSupport(terms: readonly string[], { terms: stated, said }: Known): number {
  const isStated = (term: string) => stated.has(term);
  const isKnown = (term: string) => isStated(term) || said.terms.has(term);
  return worthOfRepeated * shareOf(terms, isKnown) + (1 - worthOfRepeated) * shareOf(terms, isStated);
}

function shareOf<T>(items: readonly T[], is: (item: T) => boolean): number {
  return items.length === 0 ? 1 : items.filter(is).length / items.length;
}

/** The sentence that shares most of the claim's words with it, if any. */
function bestPassage(claim: Claim, passages: readonly Claim[]): { passage: Claim; share: number } | undefined {
  let best: { passage: Claim; share: number } | undefined;
  for (const passage of passages) {
    let shared = 0;
    for (const term of claim.vocabulary) if (passage.vocabulary.has(term)) shared += 1;
    const share = shared / Math.max(1, claim.vocabulary.size);
    if (shared > 0 && share > (best?.share ?? 0)) best = { passage, share };
  }
  return best;
}

/** Words of one sentence that stand at most this far apart count as neighbours in a source. */
const reach = 4;

function neighbours(terms: readonly string[]): readonly string[] {
  return terms.slice(1).map((term, at) => pairOf(terms[at] ?? "", term));
}

function pairsOf(passages: readonly Claim[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const { terms } of passages)
    for (const [at, term] of terms.entries())
      for (const other of terms.slice(at + 1, at + 1 + reach)) pairs.add(pairOf(term, other));
  return pairs;
}

function pairOf(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
