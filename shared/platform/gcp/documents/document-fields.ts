import { randomBytes } from "node:crypto";
import { DocumentTooLarge } from "../../documents.ts";
import { pickFields } from "../../pick-fields.ts";
import { fieldParts, indexedFields } from "../../query-shape.ts";

/** Firestore's limit on a whole document (firebase.google.com/docs/firestore/quotas). */
const maxDocumentBytes = 1_048_576;
/** Names of fields, the expiry, the revision, and 32 bytes of overhead per document. */
const overheadBytes = 256;

/**
 * The form of a document in Firestore: its data as the original JSON text, plus a copy of the fields that queries need.
 * Firestore does not allow a list in a list. Storing one text also takes a tenth of the processor time of nested
 * values.
 */
export interface StoredFields {
  readonly json: string;
  readonly indexed: Readonly<Record<string, unknown>>;
  /** Firestore keeps the update time of a write that changes nothing. A new revision makes every write a change. */
  readonly revision: string;
}

/** @throws DocumentTooLarge before any request. */
export function storedFields(data: unknown, indexes: readonly (readonly string[])[], place: string): StoredFields {
  const json = JSON.stringify(data);
  const indexed = pickFields(data, indexedFields(indexes).map(fieldParts), isIndexable);
  const bytes =
    Buffer.byteLength(json) + Buffer.byteLength(JSON.stringify(indexed)) + Buffer.byteLength(place) + overheadBytes;
  if (bytes > maxDocumentBytes)
    throw new DocumentTooLarge(`${place} has ${bytes} bytes; a document holds at most ${maxDocumentBytes}.`);
  return { json, indexed, revision: randomBytes(6).toString("base64url") };
}

/** The path of a queried field in the data. @throws Error when the field name is invalid. */
export function indexedPath(field: string): readonly string[] {
  return ["indexed", ...fieldParts(field)];
}

function isIndexable(value: unknown): boolean {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/**
 * A document's id as Firestore accepts it: without `/`, not `.` or `..`, not `__like this__`
 * (firebase.google.com/docs/firestore/quotas, constraints on document ids). Valid ids stay unchanged.
 */
export function encodeId(id: string): string {
  if (id === "" || id.length > 1000) throw new Error(`A document id must have 1 to 1000 characters: ${id}`);
  const encoded = id.replaceAll("%", "%25").replaceAll("/", "%2F");
  if (/^\.\.?$/.test(encoded)) return encoded.replace(".", "%2E");
  return /^__.*__$/.test(encoded) ? `%5F${encoded.slice(1)}` : encoded;
}

export function decodeId(encoded: string): string {
  return encoded.replace(/%(25|2F|2E|5F)/g, (escaped) => decodeURIComponent(escaped));
}
