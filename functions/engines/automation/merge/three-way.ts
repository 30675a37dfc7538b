import { isDeepStrictEqual } from "node:util";
import { mergeLists } from "./merge-lists.ts";

/** One step into a value: a key, or the item of a list that has this identity. */
export type Segment = string | { readonly by: string; readonly is: string };
export type MergePath = readonly Segment[];

/** What the merged text takes from the generated one. Undefined: the value is removed. */
export interface TakenChange {
  readonly path: MergePath;
  readonly value: unknown;
}

/** Both sides changed a value, and differently. Undefined: the value is not there. */
export interface MergeConflict {
  readonly path: MergePath;
  readonly base: unknown;
  readonly generated: unknown;
  readonly edited: unknown;
}

export interface ThreeWay {
  readonly taken: readonly TakenChange[];
  readonly conflicts: readonly MergeConflict[];
}

interface Sides {
  readonly base: unknown;
  readonly generated: unknown;
  readonly edited: unknown;
}

/** What a generation changed since the base, on top of what people edited meanwhile. Nothing of either is lost. Pure. */
export function threeWay(sides: Sides, path: MergePath = []): ThreeWay {
  const { base, generated, edited } = sides;
  if (isDeepStrictEqual(generated, base) || isDeepStrictEqual(generated, edited)) return nothing;
  // Also where nobody edited: the smallest change keeps the most comments.
  if (isMap(generated) && isMap(edited)) return mergeMaps({ base: isMap(base) ? base : {}, generated, edited }, path);
  const identity = identityOf(generated, edited, Array.isArray(base) ? base : []);
  if (identity !== undefined) return mergeMaps(keyed(sides, identity), path, identity);
  if (isDeepStrictEqual(edited, base)) return { taken: [{ path, value: generated }], conflicts: [] };
  const merged = mergeTexts(sides);
  if (merged !== undefined) return { taken: [{ path, value: merged }], conflicts: [] };
  return { taken: [], conflicts: [{ path, ...sides }] };
}

const nothing: ThreeWay = { taken: [], conflicts: [] };

type Map_ = Readonly<Record<string, unknown>>;

function mergeMaps(
  sides: { readonly base: Map_; readonly generated: Map_; readonly edited: Map_ },
  path: MergePath,
  identity?: string,
): ThreeWay {
  const { base, generated, edited } = sides;
  const keys = [...new Set([...Object.keys(edited), ...Object.keys(generated), ...Object.keys(base)])];
  const parts = keys.map((key) => {
    const segment: Segment = identity === undefined ? key : { by: identity, is: key };
    return threeWay({ base: base[key], generated: generated[key], edited: edited[key] }, [...path, segment]);
  });
  return {
    taken: parts.flatMap(({ taken }) => taken),
    conflicts: parts.flatMap(({ conflicts }) => conflicts),
  };
}

function isMap(value: unknown): value is Map_ {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The key that names each item of every list, once. */
function identityOf(...lists: readonly unknown[]): string | undefined {
  if (!lists.every(Array.isArray)) return undefined;
  return ["id", "name", "trigger", "type"].find((key) =>
    lists.every((list: readonly unknown[]) => {
      const names = list.map((item) => (isMap(item) ? item[key] : undefined));
      return names.every((name) => typeof name === "string") && new Set(names).size === names.length;
    }),
  );
}

function keyed({ base, generated, edited }: Sides, identity: string) {
  const byName = (list: unknown): Map_ =>
    Object.fromEntries((Array.isArray(list) ? list : []).map((item: Map_) => [String(item[identity]), item] as const));
  return { base: byName(base), generated: byName(generated), edited: byName(edited) };
}

/** Lists of plain values item by item, and texts of several lines line by line. Undefined: they cannot be merged. */
function mergeTexts({ base, generated, edited }: Sides): unknown {
  if (Array.isArray(generated) && Array.isArray(edited) && (base === undefined || Array.isArray(base))) {
    const lists = [base ?? [], generated, edited] as const;
    if (lists.some((list) => list.some((item: unknown) => typeof item !== "string"))) return undefined;
    return mergeLists({ base: lists[0], generated: lists[1], edited: lists[2] });
  }
  if (typeof base !== "string" || typeof generated !== "string" || typeof edited !== "string") return undefined;
  const [before, ours, theirs] = [base, generated, edited].map((text) => text.split("\n"));
  if (!before || !ours || !theirs || (before.length < 2 && ours.length < 2)) return undefined;
  return mergeLists({ base: before, generated: ours, edited: theirs })?.join("\n");
}
