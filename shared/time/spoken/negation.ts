import type { Component } from "./components.ts";
import type { Meaning } from "./meaning.ts";

/** The components that a text does not reject, and whether it rejects a day or an hour. */
export interface Affirmed {
  readonly kept: readonly Component[];
  readonly rejectsDay: boolean;
  readonly rejects: boolean;
}

/**
 * Leaves out what the text rejects: "not today", "aaj nahi". A rejection ends with its clause. It takes one component
 * where the clause names another of its type, and everything on its side otherwise.
 */
export function affirmed(components: readonly Component[], meanings: readonly Meaning[]): Affirmed {
  const rejected = new Set<Component>();
  for (const [at, { kind }] of meanings.entries()) {
    if (kind !== "not" && kind !== "not-after" && kind !== "refused") continue;
    const clause = clauseAround(components, meanings, at);
    const left = clause.filter((each) => each.to < at && !rejected.has(each)).reverse();
    const right = clause.filter((each) => each.from > at && !rejected.has(each));
    const side = sideOf(kind, left, right);
    const [nearest] = side;
    if (!nearest) continue;
    const named = (each: Component) => (each.type === "duration" ? "day" : each.type);
    const another = clause.some((each) => each !== nearest && !rejected.has(each) && named(each) === named(nearest));
    for (const each of another ? [nearest] : side) rejected.add(each);
  }
  return {
    kept: components.filter((each) => !rejected.has(each)),
    rejectsDay: [...rejected].some(({ type }) => type === "day" || type === "duration"),
    rejects: rejected.size > 0,
  };
}

/** "not today" and "today nahi". "Not possible" stands on either side, and a "nahi" at the start rejects nothing. */
function sideOf(kind: "not" | "not-after" | "refused", left: readonly Component[], right: readonly Component[]) {
  if (kind === "not") return right.length > 0 ? right : left;
  return kind === "refused" && left.length === 0 ? right : left;
}

function clauseAround(components: readonly Component[], meanings: readonly Meaning[], at: number) {
  const ends = (kind: Meaning["kind"]) => kind === "clause" || kind === "but" || kind === "question-mark";
  const from = meanings.findLastIndex(({ kind }, index) => index < at && ends(kind));
  const end = meanings.findIndex(({ kind }, index) => index > at && ends(kind));
  const to = end < 0 ? meanings.length : end;
  return components.filter((each) => each.from > from && each.to < to);
}
