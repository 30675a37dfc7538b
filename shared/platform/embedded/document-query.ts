import { z } from "zod";
import type { Collection, Condition, FieldValue, Query } from "../documents.ts";

/** What a query needs to know of its collection. */
export type Indexed = Pick<Collection<unknown>, "name" | "indexes">;

/** The SQL of a query, and the declared index it runs on; undefined when it goes by document id alone. */
export interface QueryPlan {
  readonly index: readonly string[] | undefined;
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

/** SQLite orders null < numbers < text; JSON holds no infinity, so it can stand for null and still be compared. */
const nullPosition = Number.NEGATIVE_INFINITY;
const Cursor = z.tuple([z.union([z.string(), z.number(), z.null()]), z.string()]);

/**
 * Translates a query as Firestore understands it: equalities, then at most one field that is ranged over or
 * ordered by; documents without that field are left out; a range matches values of its own type only.
 *
 * @throws Error naming the index to declare when none of the collection's serves the query.
 */
export function planQuery(collection: Indexed, query: Query, tenantId: string, nowMs: number): QueryPlan {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > 1000)
    throw new Error(`A query of ${collection.name} needs a limit from 1 to 1000, not ${query.limit}.`);
  const where = query.where ?? [];
  const equalities = where.filter(([, operator]) => operator === "==");
  const ranges = where.filter(([, operator]) => operator !== "==");
  const ordered = orderedField(collection.name, ranges, query);
  const index = servingIndex(collection, [...new Set(equalities.map(([field]) => field))], ordered);

  const direction = query.orderBy?.direction ?? "asc";
  const position = ordered === undefined ? "id" : fieldExpression(ordered);
  const terms = ["tenant = ?", "(expires_at IS NULL OR expires_at > ?)"];
  const parameters: (string | number)[] = [tenantId, nowMs];
  const add = (term: Term) => {
    terms.push(term.sql);
    parameters.push(...term.parameters);
  };
  for (const [field, , value] of equalities) add(equality(field, value));
  for (const condition of ranges) add(range(condition));
  if (ordered !== undefined && ranges.length === 0) add({ sql: `${fieldType(ordered)} IS NOT NULL`, parameters: [] });
  if (query.cursor !== undefined) add(after(query.cursor, ordered === undefined ? undefined : position, direction));

  const indexedBy = index === undefined ? "" : ` INDEXED BY ${indexName(collection.name, index)}`;
  const order = ordered === undefined ? `id ${direction}` : `${position} ${direction}, id ${direction}`;
  const sql =
    `SELECT id, version, data, ${position} AS position FROM ${tableName(collection.name)}${indexedBy}` +
    ` WHERE ${terms.join(" AND ")} ORDER BY ${order} LIMIT ?`;
  return { index, sql, parameters: [...parameters, query.limit + 1] };
}

/** The place of a row in its query's order: a page that starts there is not moved by what is inserted before it. */
export function encodeCursor(row: { readonly position: unknown; readonly id: string }): string {
  const position = row.position === nullPosition ? null : row.position;
  return Buffer.from(JSON.stringify([position, row.id])).toString("base64url");
}

interface Term {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

function orderedField(collection: string, ranges: readonly Condition[], query: Query): string | undefined {
  const fields = new Set(ranges.map(([field]) => field));
  if (query.orderBy) fields.add(query.orderBy.field);
  if (fields.size > 1)
    throw new Error(`A query of ${collection} ranges and orders over one field only, not ${[...fields].join(", ")}.`);
  return [...fields][0];
}

function servingIndex(
  collection: Indexed,
  equal: readonly string[],
  ordered: string | undefined,
): readonly string[] | undefined {
  if (ordered !== undefined && equal.includes(ordered))
    throw new Error(`A query of ${collection.name} compares ${ordered} with == and also orders or ranges over it.`);
  const wanted = ordered === undefined ? equal : [...equal, ordered];
  if (wanted.length === 0) return undefined;
  const serves = (index: readonly string[]) =>
    index.length === wanted.length &&
    (ordered === undefined || index.at(-1) === ordered) &&
    equal.every((field) => index.includes(field));
  const index = collection.indexes.find(serves);
  if (index) return index;
  throw new Error(
    `No index of the collection ${collection.name} serves this query: add ${JSON.stringify(wanted)} to its indexes.`,
  );
}

function equality(field: string, value: FieldValue): Term {
  const expression = fieldExpression(field);
  if (value === null) return { sql: `${expression} = ? AND ${fieldType(field)} = 'null'`, parameters: [nullPosition] };
  // true and 1 are both 1 to SQLite, so their JSON type tells them apart.
  if (typeof value === "boolean")
    return { sql: `${expression} = ? AND ${fieldType(field)} = '${value}'`, parameters: [value ? 1 : 0] };
  if (value === 0 || value === 1)
    return { sql: `${expression} = ? AND ${fieldType(field)} IN ('integer', 'real')`, parameters: [value] };
  return { sql: `${expression} = ?`, parameters: [value] };
}

function range([field, operator, value]: Condition): Term {
  const expression = fieldExpression(field);
  // All text is at or above the empty string and all numbers are below it, so one more bound keeps the type.
  if (typeof value === "string")
    return { sql: `${expression} ${operator} ? AND ${expression} >= ''`, parameters: [value] };
  if (typeof value === "number")
    return {
      sql: `${expression} ${operator} ? AND ${expression} > ? AND ${expression} < ''`,
      parameters: [value, nullPosition],
    };
  throw new Error(`The field ${field} is compared ${operator} ${value}: only text and numbers have an order.`);
}

function after(cursor: string, position: string | undefined, direction: "asc" | "desc"): Term {
  const [value, id] = decodeCursor(cursor);
  const operator = direction === "asc" ? ">" : "<";
  if (position === undefined) return { sql: `id ${operator} ?`, parameters: [id] };
  return { sql: `(${position}, id) ${operator} (?, ?)`, parameters: [value ?? nullPosition, id] };
}

function decodeCursor(cursor: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new Error("The cursor is not one that a page before returned.", { cause });
  }
}

/** The value of a field as it is indexed and compared. The same text in index and query, or SQLite will not match them. */
export function fieldExpression(field: string): string {
  return `ifnull(json_extract(data, ${jsonPath(field)}), -9e999)`;
}

/** SQL NULL where the document has no such field. */
export function fieldType(field: string): string {
  return `json_type(data, ${jsonPath(field)})`;
}

export function indexName(collection: string, fields: readonly string[]): string {
  return `"by ${collection} ${fields.join(" ")}"`;
}

export function tableName(collection: string): string {
  if (!/^[a-z][a-z0-9-]{0,99}$/.test(collection))
    throw new Error(`"${collection}" cannot name a collection: use a-z, 0-9 and -, starting with a letter.`);
  return `"documents ${collection}"`;
}

function jsonPath(field: string): string {
  if (!/^[A-Za-z_]\w{0,99}(\.[A-Za-z_]\w{0,99}){0,9}$/.test(field))
    throw new Error(`"${field}" cannot name a field: use letters, digits and _, and a dot between levels.`);
  return `'$.${field
    .split(".")
    .map((part) => `"${part}"`)
    .join(".")}'`;
}
