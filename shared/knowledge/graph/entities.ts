import type { Chunk } from "../chunk.ts";
import { termOf, wordsOf } from "../words.ts";
import type { EntityKind } from "./graph-documents.ts";

export interface Entity {
  /** The normalised name: romanised, stemmed, without stop words. */
  readonly key: string;
  readonly kind: EntityKind;
  readonly name: string;
}

export interface Mention {
  readonly entity: Entity;
  readonly weight: number;
}

const maxNameWords = 6;
/** A passage about more things than these is about none. */
const maxMentions = 6;

/** The normalised form of a name. "" for a name of stop words alone. */
export function entityKey(name: string): string {
  return wordsOf(name).map(termOf).join(" ");
}

export function entityOf(name: string, kind: EntityKind): Entity | undefined {
  const key = entityKey(name);
  const words = key.split(" ").length;
  return key === "" || words > maxNameWords || /^[\d ]+$/.test(key)
    ? undefined
    : { key, kind, name: name.slice(0, 120) };
}

/**
 * What a passage mentions: the headings above it, the rows of its table, and the tenant's own names in its text. Nothing
 * is taken from free text, so no model is asked and nothing is made up.
 */
export function mentionsOf(chunk: Pick<Chunk, "text" | "section">, known: readonly Entity[]): readonly Mention[] {
  const found = new Map<string, Mention>();
  const add = (entity: Entity | undefined, weight: number) => {
    if (entity && (found.get(entity.key)?.weight ?? 0) < weight) found.set(entity.key, { entity, weight });
  };
  for (const [depth, heading] of chunk.section.toReversed().entries())
    add(entityOf(heading, "heading"), 1 / (depth + 1));
  for (const [name, share] of rowNames(chunk.text)) add(entityOf(name, "row"), share);
  const grams = gramsOf(chunk.text);
  for (const entity of known) if (grams.has(entity.key)) add(entity, 0.9);
  return [...found.values()].toSorted((a, b) => b.weight - a.weight).slice(0, maxMentions);
}

/** Every run of up to six normalised words of a text. */
export function gramsOf(text: string): ReadonlySet<string> {
  const terms = wordsOf(text).map(termOf);
  const grams = new Set<string>();
  for (let start = 0; start < terms.length; start += 1)
    for (let length = 1; length <= maxNameWords && start + length <= terms.length; length += 1)
      grams.add(terms.slice(start, start + length).join(" "));
  return grams;
}

/** The first cells of a table's rows, as `chunkBlocks` writes tables. Rows of a long table share the weight. */
function rowNames(text: string): readonly (readonly [name: string, weight: number])[] {
  const lines = text.split("\n").filter((line) => line.includes(" | "));
  const names = lines.map((line) => (line.split(" | ")[0] ?? "").replace(/^[^:|]{1,60}: /, "").trim());
  return lines.length < 2 ? [] : names.slice(0, maxMentions).map((name) => [name, 0.6] as const);
}
