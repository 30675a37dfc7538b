import type { FieldValue, Query, QueryCondition } from "../../documents.ts";
import {
  checkedCollectionName,
  decodeCursor,
  encodeCursor,
  fieldParts,
  type Indexed,
  shapeOf,
} from "../../query-shape.ts";

/** The SQL of a query and the declared index it uses; undefined when the query is ordered by document id alone. */
export interface QueryPlan {
  readonly index: readonly string[] | undefined;
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

/**
 * SQLite orders null < numbers < text. JSON has no infinity, so negative infinity can represent null in comparisons.
 */
const nullPosition = Number.NEGATIVE_INFINITY;

/**
 * Translates a query with Firestore's semantics. Equalities come first, then at most one field that is ranged over or
 * ordered by. Documents without that field are left out. A range matches only values of its own type.
 *
 * @throws Error naming the index to declare when no declared index serves the query.
 */
export function planQuery(collection: Indexed, query: Query, tenantId: string, nowMs: number): QueryPlan {
  const { equalities, ranges, ordered, direction, index } = shapeOf(collection, query);
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

/** The cursor of the page after this row. */
export function cursorAfter(row: { readonly position: unknown; readonly id: string }): string {
  const { position } = row;
  const value = typeof position === "string" || (typeof position === "number" && position !== nullPosition);
  return encodeCursor([value ? position : null, row.id]);
}

interface Term {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

function equality(field: string, value: FieldValue): Term {
  const expression = fieldExpression(field);
  if (value === null) return { sql: `${expression} = ? AND ${fieldType(field)} = 'null'`, parameters: [nullPosition] };
  // SQLite stores true and 1 both as 1; the JSON type distinguishes them.
  if (typeof value === "boolean")
    return { sql: `${expression} = ? AND ${fieldType(field)} = '${value}'`, parameters: [value ? 1 : 0] };
  if (value === 0 || value === 1)
    return { sql: `${expression} = ? AND ${fieldType(field)} IN ('integer', 'real')`, parameters: [value] };
  return { sql: `${expression} = ?`, parameters: [value] };
}

function range([field, operator, value]: QueryCondition): Term {
  const expression = fieldExpression(field);
  // All text sorts at or after the empty string and all numbers before it. One more bound therefore restricts the type.
  if (typeof value === "string")
    return { sql: `${expression} ${operator} ? AND ${expression} >= ''`, parameters: [value] };
  return {
    sql: `${expression} ${operator} ? AND ${expression} > ? AND ${expression} < ''`,
    parameters: [Number(value), nullPosition],
  };
}

function after(cursor: string, position: string | undefined, direction: "asc" | "desc"): Term {
  const [value, id] = decodeCursor(cursor);
  const operator = direction === "asc" ? ">" : "<";
  if (position === undefined) return { sql: `id ${operator} ?`, parameters: [id] };
  const reached = typeof value === "boolean" ? Number(value) : (value ?? nullPosition);
  return { sql: `(${position}, id) ${operator} (?, ?)`, parameters: [reached, id] };
}

/**
 * The SQL value of a field as it is indexed and compared. Index and query must use the same text, or SQLite does not
 * use the index.
 */
export function fieldExpression(field: string): string {
  return `ifnull(json_extract(data, ${jsonPath(field)}), -9e999)`;
}

/** SQL NULL when the document lacks the field. */
export function fieldType(field: string): string {
  return `json_type(data, ${jsonPath(field)})`;
}

export function indexName(collection: string, fields: readonly string[]): string {
  return `"by ${collection} ${fields.join(" ")}"`;
}

export function tableName(collection: string): string {
  return `"documents ${checkedCollectionName(collection)}"`;
}

function jsonPath(field: string): string {
  return `'$.${fieldParts(field)
    .map((part) => `"${part}"`)
    .join(".")}'`;
}
