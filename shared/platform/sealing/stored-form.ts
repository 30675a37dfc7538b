import type { Collection } from "../documents.ts";
import { isRecord } from "../pick-fields.ts";
import { keepingUnknown } from "./keep-unknown.ts";
import { upcast, versionOf } from "./upcast.ts";

/**
 * What is stored of a document: its data, and the version `v` of the code that wrote it. Data that a newer revision
 * wrote keeps that revision's version.
 */
export function storedForm(collection: Collection<unknown>, data: unknown): unknown {
  if (collection.personal === "declared-by-owner" || !isRecord(data)) return data;
  return { v: versionOf(collection), ...data };
}

/**
 * Reads what was stored: upcasts an older version and keeps the fields that only a newer one knows, `v` included, so that
 * they survive when the data is written back. A read model is never written and holds what it declares.
 * @throws z.ZodError when the stored data does not match the schema.
 */
export function readStored<T>(collection: Collection<T>, stored: unknown): T {
  if (!isRecord(stored)) return collection.schema.parse(stored);
  const { v: written = 1, ...data } = stored;
  const version = typeof written === "number" ? written : 1;
  const current = upcast(data, version, collection.upcasters);
  if (collection.personal === "declared-by-owner") return collection.schema.parse(current);
  const isNewer = version > versionOf(collection);
  return keepingUnknown(collection.schema).parse(isNewer && isRecord(current) ? { ...current, v: version } : current);
}
