import { z } from "zod";
import { readCursor, writeCursor } from "./cursor.ts";
import type { Collection, Query, QueryCondition } from "./documents.ts";

/** The part of a collection that a query depends on. */
export type Indexed = Pick<Collection<unknown>, "name" | "indexes">;

/** A query in the form that every platform evaluates. */
export interface QueryShape {
  readonly equalities: readonly QueryCondition[];
  /** All apply to `ordered`. */
  readonly ranges: readonly QueryCondition[];
  /** The one field that is ranged over or ordered by; undefined when documents are ordered by id. */
  readonly ordered: string | undefined;
  readonly direction: "asc" | "desc";
  /** The declared index that the query uses; undefined when it is ordered by document id alone. */
  readonly index: readonly string[] | undefined;
}

/**
 * Analyses a query with Firestore's semantics: equalities, then at most one field that is ranged over or ordered by.
 *
 * @throws Error naming the index to declare when no declared index serves the query.
 */
export function shapeOf(collection: Indexed, query: Query): QueryShape {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > 1000)
    throw new Error(`A query of ${collection.name} needs a limit from 1 to 1000, not ${query.limit}.`);
  const where = query.where ?? [];
  const equalities = where.filter(([, operator]) => operator === "==");
  const ranges = where.filter(([, operator]) => operator !== "==");
  for (const [field, operator, value] of ranges)
    if (typeof value !== "string" && typeof value !== "number")
      throw new Error(`The field ${field} is compared ${operator} ${value}: only text and numbers have an order.`);
  const ordered = orderedField(collection.name, ranges, query);
  const direction = query.orderBy?.direction ?? "asc";
  const equal = [...new Set(equalities.map(([field]) => field))];
  const index = servingIndex(collection, { equal, ordered, direction });
  return { equalities, ranges, ordered, direction, index };
}

function orderedField(collection: string, ranges: readonly QueryCondition[], query: Query): string | undefined {
  const fields = new Set(ranges.map(([field]) => field));
  if (query.orderBy) fields.add(query.orderBy.field);
  if (fields.size > 1)
    throw new Error(`A query of ${collection} ranges and orders over one field only, not ${[...fields].join(", ")}.`);
  return [...fields][0];
}

function servingIndex(
  collection: Indexed,
  { equal, ordered, direction }: { equal: readonly string[]; ordered: string | undefined; direction: "asc" | "desc" },
): readonly string[] | undefined {
  if (ordered !== undefined && equal.includes(ordered))
    throw new Error(`A query of ${collection.name} compares ${ordered} with == and also orders or ranges over it.`);
  const wanted = ordered === undefined ? equal : [...equal, ordered];
  if (wanted.length === 0) return undefined;
  const serves = (index: DeclaredIndex) =>
    index.fields.length === wanted.length &&
    (ordered === undefined || index.fields.at(-1) === ordered) &&
    (ordered === undefined || equal.length === 0 || index.direction === direction) &&
    equal.every((field) => index.fields.includes(field));
  const index = collection.indexes.map(declaredIndex).find(serves);
  if (index) return index.fields;
  const missing = ordered === undefined || equal.length === 0 ? wanted : [...equal, `${ordered} ${direction}`];
  throw new Error(
    `No index of the collection ${collection.name} serves this query: add ${JSON.stringify(missing)} to its indexes.`,
  );
}

/** A parsed index declaration of a collection. */
export interface DeclaredIndex {
  readonly fields: readonly string[];
  /** The direction of the last field; undefined where queries need none. */
  readonly direction: "asc" | "desc" | undefined;
}

export function declaredIndex(index: readonly string[]): DeclaredIndex {
  const last = index.at(-1) ?? "";
  const direction = (["asc", "desc"] as const).find((word) => last.endsWith(` ${word}`));
  const field = direction === undefined ? last : last.slice(0, -direction.length - 1);
  return { fields: [...index.slice(0, -1), field], direction };
}

/** The distinct paths of all indexed fields. */
export function indexedFields(indexes: Indexed["indexes"]): readonly string[] {
  return [...new Set(indexes.flatMap((index) => declaredIndex(index).fields))];
}

/** @throws Error when `[field]`, the index that `overdue` uses, is not declared. */
export function checkOverdueIndex(collection: Indexed, field: string): void {
  if (!collection.indexes.some((index) => index.length === 1 && index[0] === field))
    throw new Error(`overdue needs an index: add ${JSON.stringify([field])} to the indexes of ${collection.name}.`);
}

const Cursor = z.tuple([z.union([z.string(), z.number(), z.boolean(), z.null()]), z.string().min(1).max(1_500)]);
/** A document's position in its query's order: the ordered field's value, then its id. */
export type Cursor = z.infer<typeof Cursor>;

/** A page that starts at a position is stable when documents are inserted before it. */
export function encodeCursor(cursor: Cursor): string {
  return writeCursor(cursor);
}

/** @throws CursorInvalid when no page returned this cursor. */
export function decodeCursor(cursor: string): Cursor {
  return readCursor(cursor, Cursor);
}

/** The parts of a dotted path. @throws Error when the path is invalid. */
export function fieldParts(field: string): readonly string[] {
  if (!/^[A-Za-z_]\w{0,99}(\.[A-Za-z_]\w{0,99}){0,9}$/.test(field))
    throw new Error(`"${field}" is not a valid field name. Use letters, digits and _, with a dot between levels.`);
  return field.split(".");
}

/** @throws Error when the collection name is invalid. */
export function checkedCollectionName(name: string): string {
  if (/^[a-z][a-z0-9-]{0,99}$/.test(name)) return name;
  throw new Error(`"${name}" is not a valid collection name. Use a-z, 0-9 and -, starting with a letter.`);
}
