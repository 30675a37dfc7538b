import type { IncomingHttpHeaders } from "node:http";
import { isObject, type JsonObject, objectOf, textOf } from "../json.ts";
import { type Preconditions, StorageRefusal, type StoredObject } from "./store.ts";

export interface StorageRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface StorageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly content?: Buffer | string;
}

export function json(value: unknown, status = 200): StorageAnswer {
  return { status, headers: { "content-type": "application/json; charset=UTF-8" }, content: JSON.stringify(value) };
}

/** The object resource (cloud.google.com/storage/docs/json_api/v1/objects). */
export function objectResource(object: StoredObject, base: string): JsonObject {
  const path = `b/${object.bucket}/o/${encodeURIComponent(object.name)}`;
  return {
    kind: "storage#object",
    id: `${object.bucket}/${object.name}/${object.generation}`,
    selfLink: `${base}/storage/v1/${path}`,
    mediaLink: `${base}/download/storage/v1/${path}?generation=${object.generation}&alt=media`,
    name: object.name,
    bucket: object.bucket,
    generation: object.generation,
    metageneration: String(object.metageneration),
    contentType: object.contentType,
    storageClass: "STANDARD",
    size: String(object.body.length),
    md5Hash: object.md5,
    crc32c: object.crc32c,
    etag: etagOf(object),
    timeCreated: object.createdAt,
    updated: object.updatedAt,
    ...object.extra,
  };
}

export function bucketResource(name: string): JsonObject {
  return { kind: "storage#bucket", id: name, name, location: "US", storageClass: "STANDARD", metageneration: "1" };
}

/** The requested bytes, whole or a range, with the headers by which the client verifies them. */
export function media(object: StoredObject, range: string | undefined, disposition?: string): StorageAnswer {
  const headers = {
    "content-type": object.contentType,
    "accept-ranges": "bytes",
    etag: etagOf(object),
    "last-modified": new Date(object.updatedAt).toUTCString(),
    "x-goog-generation": object.generation,
    "x-goog-metageneration": String(object.metageneration),
    "x-goog-hash": `crc32c=${object.crc32c},md5=${object.md5}`,
    "x-goog-stored-content-length": String(object.body.length),
    ...(disposition ? { "content-disposition": disposition } : {}),
  };
  const wanted = rangeOf(range, object.body.length);
  if (!wanted) return { status: 200, headers, content: object.body };
  const { first, last } = wanted;
  const contentRange = `bytes ${first}-${last}/${object.body.length}`;
  return {
    status: 206,
    headers: { ...headers, "content-range": contentRange },
    content: object.body.subarray(first, last + 1),
  };
}

/**
 * A single range (RFC 9110, 14.1.2). Other range headers are ignored.
 * @throws StorageRefusal 416
 */
function rangeOf(header: string | undefined, size: number): { first: number; last: number } | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return undefined;
  const first = from === "" ? Math.max(size - Number(to), 0) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (first > last) throw new StorageRefusal(416, "The requested range cannot be satisfied.");
  return { first, last };
}

export function preconditionsOf(query: URLSearchParams): Preconditions {
  const given = (name: string) => query.get(name) ?? undefined;
  return {
    ifGenerationMatch: given("ifGenerationMatch"),
    ifGenerationNotMatch: given("ifGenerationNotMatch"),
    ifMetagenerationMatch: given("ifMetagenerationMatch"),
  };
}

const settable = ["cacheControl", "contentDisposition", "contentEncoding", "contentLanguage", "metadata", "customTime"];

/** An object's metadata in an upload or a patch. */
export function metadataIn(given: unknown): {
  readonly name: string;
  readonly contentType: string | undefined;
  readonly extra: JsonObject;
} {
  const fields = objectOf(given);
  const extra = Object.fromEntries(settable.filter((key) => key in fields).map((key) => [key, fields[key]]));
  return { name: textOf(fields.name), contentType: textOf(fields.contentType) || undefined, extra };
}

/** @throws StorageRefusal 400 when the body is not a JSON object. */
export function jsonIn(body: Buffer): JsonObject {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString());
    if (isObject(value)) return value;
  } catch {
    // Reported below.
  }
  throw new StorageRefusal(400, "The body is not a JSON object.");
}

function etagOf({ generation, metageneration }: StoredObject): string {
  return Buffer.from(`${generation}/${metageneration}`).toString("base64");
}
