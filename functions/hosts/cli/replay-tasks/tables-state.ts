import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../../../shared/schema/records.ts";
import type { Cell, TableRow } from "../../../../shared/tables/cell.ts";

/** Every row of a tenant, by table and by the row's key. A cell that is null counts as left out. */
export type TablesState = Readonly<Record<string, Readonly<Record<string, TableRow>>>>;

/** The value without what is null in its maps, at any depth. */
export function withoutNulls(value: Cell): Cell {
  if (Array.isArray(value)) return value.map((item: Cell) => withoutNulls(item));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, cell]) => (cell === null ? [] : [[name, withoutNulls(cell)]])),
  );
}

/** JSON Merge Patch (RFC 7396). */
export function mergePatch(target: Cell | undefined, patch: Cell): Cell {
  if (!isRecord(patch)) return patch;
  const merged = new Map(isRecord(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

/** Of all tables: SHA-256 of their JSON with sorted keys, without spaces and without nulls. */
export function digestOfTables(state: TablesState): string {
  return createHash("sha256")
    .update(sortedJson(withoutNulls(state)))
    .digest("hex");
}

/** As Python's `json.dumps` writes it, where keys of digits stand among the others in the order of their texts. */
function sortedJson(value: Cell): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([name, cell]) => `${JSON.stringify(name)}:${sortedJson(cell)}`).join(",")}}`;
}

/** Amounts that another program computed in binary fractions differ by less. */
const tolerance = 1e-6;

interface Difference {
  /** `orders.#W1.items[0].price` */
  readonly path: string;
  readonly wanted: Cell | undefined;
  readonly found: Cell | undefined;
}

/** Where two values differ, in the order of their parts. `subset`: keys that `wanted` does not have are left out. */
export function differencesOf(
  wanted: Cell | undefined,
  found: Cell | undefined,
  { path = "", subset = false }: { readonly path?: string; readonly subset?: boolean } = {},
): readonly Difference[] {
  // Most rows of most tables are the same.
  if (isDeepStrictEqual(wanted, found)) return [];
  if (Array.isArray(wanted) && Array.isArray(found) && wanted.length === found.length)
    return wanted.flatMap((item: Cell, index) =>
      differencesOf(item, found[index], { path: `${path}[${index}]`, subset }),
    );
  if (isRecord(wanted) && isRecord(found)) {
    const names = new Set([...Object.keys(wanted), ...(subset ? [] : Object.keys(found))]);
    return [...names].flatMap((name) =>
      differencesOf(ownOf(wanted, name), ownOf(found, name), { path: path === "" ? name : `${path}.${name}`, subset }),
    );
  }
  return isSame(wanted, found) ? [] : [{ path, wanted, found }];
}

function ownOf(record: Readonly<Record<string, Cell>>, name: string): Cell | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function isSame(wanted: Cell | undefined, found: Cell | undefined): boolean {
  if (typeof wanted === "number" && typeof found === "number") return Math.abs(wanted - found) < tolerance;
  return wanted === found || (isMissing(wanted) && isMissing(found));
}

function isMissing(value: Cell | undefined): boolean {
  return value === undefined || value === null;
}

const mostDifferences = 10;

/** One sentence for each, and how many more there are. */
export function differenceTexts(differences: readonly Difference[]): readonly string[] {
  const more = differences.length - mostDifferences;
  return [
    ...differences.slice(0, mostDifferences).map(textOf),
    ...(more > 0 ? [`There are ${more} more differences.`] : []),
  ];
}

function textOf({ path, wanted, found }: Difference): string {
  return `${path === "" ? "It" : `\`${path}\``} is ${shown(found)}, and should be ${shown(wanted)}.`;
}

const longest = 160;

function shown(value: Cell | undefined): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
