import { createHash } from "node:crypto";
import type { QueryCondition } from "../../documents.ts";
import { isRecord } from "../../pick-fields.ts";
import { fieldParts } from "../../query-shape.ts";

/**
 * Lanes spread a field whose values grow with time. Firestore takes 500 writes a second of such a field, because all go
 * to the end of its index (cloud.google.com/firestore/docs/best-practices, on sequential values). With several lanes,
 * the indexed copy of a time begins with the lane of its document, as in `~07~2026-11-29T10:00:00.000Z`, and a query
 * merges the lanes.
 *
 * Times without a lane are older, or come from a release that has no lanes. They form a lane of their own, before all
 * others, because no time begins with `~`. The number of lanes may grow and never shrink.
 */
/** The values of one lane: their common beginning, and the first value beyond them. */
export interface Lane {
  readonly prefix: string;
  readonly end: string;
}

const time = /^\d{4}-\d\d-\d\dT/;
const marked = /^~\d\d~(?=\d{4}-\d\d-\d\dT)/;

/** Every lane of a query. */
export function lanesOf(count: number): readonly Lane[] {
  const numbered = Array.from({ length: count }, (_, lane) => prefixOf(lane));
  return [{ prefix: "", end: "~" }, ...numbered.map((prefix) => ({ prefix, end: `${prefix.slice(0, -1)}\u007f` }))];
}

/** The indexed fields of a document, with its lane before each time of the spread fields. */
export function withLane(
  indexed: Readonly<Record<string, unknown>>,
  spread: { readonly fields: readonly string[]; readonly id: string; readonly lanes: number },
): Record<string, unknown> {
  const digest = createHash("sha256").update(spread.id).digest();
  const prefix = prefixOf(digest.readUInt32BE(0) % spread.lanes);
  const mark = (value: unknown) => (typeof value === "string" && time.test(value) ? `${prefix}${value}` : value);
  return spread.fields.reduce((fields, path) => mapAt(fields, fieldParts(path), mark), { ...indexed });
}

/** The value without its lane. */
export function withoutLane(value: unknown): unknown {
  return typeof value === "string" ? value.replace(marked, "") : value;
}

/** A nested record with none of its values in a lane. */
export function withoutLanes(indexed: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(indexed).map(([field, value]) => [
      field,
      isRecord(value) ? withoutLanes(value) : withoutLane(value),
    ]),
  );
}

/** The conditions on a spread field, within one lane. */
export function conditionsIn(lane: Lane, field: string, ranges: readonly QueryCondition[]): readonly QueryCondition[] {
  const within = ranges.map(([name, operator, value]): QueryCondition => [name, operator, `${lane.prefix}${value}`]);
  const bounds: readonly QueryCondition[] = [
    ...(lane.prefix === "" || ranges.some(([, operator]) => operator.startsWith(">"))
      ? []
      : [[field, ">=", lane.prefix] as const]),
    ...(ranges.some(([, operator]) => operator.startsWith("<")) ? [] : [[field, "<", lane.end] as const]),
  ];
  return [...within, ...bounds];
}

function prefixOf(lane: number): string {
  return `~${String(lane).padStart(2, "0")}~`;
}

function mapAt(
  record: Readonly<Record<string, unknown>>,
  [part = "", ...rest]: readonly string[],
  map: (value: unknown) => unknown,
): Record<string, unknown> {
  const value = record[part];
  if (value === undefined) return { ...record };
  if (rest.length === 0) return { ...record, [part]: map(value) };
  return { ...record, [part]: isRecord(value) ? mapAt(value, rest, map) : value };
}
