import { randomUUID } from "node:crypto";
import {
  json,
  jsonIn,
  metadataIn,
  objectResource,
  preconditionsOf,
  type StorageAnswer,
  type StorageRequest,
} from "./messages.ts";
import { checkPreconditions, type ObjectStore, StorageRefusal, type StoredObject } from "./store.ts";

const defaultType = "application/octet-stream";

/** A running resumable upload (cloud.google.com/storage/docs/performing-resumable-uploads). */
interface Session {
  readonly bucket: string;
  readonly query: URLSearchParams;
  readonly described: ReturnType<typeof metadataIn>;
  readonly contentType: string;
  received: Buffer;
  finished: StoredObject | undefined;
}

/** `POST` and `PUT` to `/upload/storage/v1/b/{bucket}/o`. */
export function uploads(store: ObjectStore): (request: StorageRequest, bucket: string) => StorageAnswer {
  const sessions = new Map<string, Session>();

  function save(
    bucket: string,
    query: URLSearchParams,
    object: Pick<StoredObject, "name" | "contentType" | "extra" | "body">,
  ): StoredObject {
    if (object.name === "") throw new StorageRefusal(400, "Required object name.");
    checkPreconditions(store.find(bucket, object.name), preconditionsOf(query));
    return store.put(bucket, object.name, object);
  }

  function begin({ url, headers, body }: StorageRequest, bucket: string): StorageAnswer {
    store.requireBucket(bucket);
    const described = metadataIn(jsonIn(body));
    const name = described.name || (url.searchParams.get("name") ?? "");
    checkPreconditions(store.find(bucket, name), preconditionsOf(url.searchParams));
    const id = randomUUID();
    const contentType = described.contentType ?? String(headers["x-upload-content-type"] ?? defaultType);
    sessions.set(id, {
      bucket,
      query: url.searchParams,
      described: { ...described, name },
      contentType,
      received: Buffer.alloc(0),
      finished: undefined,
    });
    const location = new URL(url);
    location.searchParams.set("upload_id", id);
    return { status: 200, headers: { location: location.href, "x-guploader-uploadid": id } };
  }

  /** Accepts a chunk. An empty one with the range `*` asks how much has arrived. */
  function proceed({ url, headers, body }: StorageRequest, id: string): StorageAnswer {
    const session = sessions.get(id);
    if (!session) throw new StorageRefusal(404, "The upload does not exist.");
    const base = url.origin;
    if (session.finished) return json(objectResource(session.finished, base));
    const [, first, total] = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(headers["content-range"] ?? "") ?? [];
    if (first !== undefined && Number(first) !== session.received.length) return incomplete(session);
    session.received = Buffer.concat([session.received, body]);
    const whole = headers["content-range"] === undefined || Number(total) === session.received.length;
    if (!whole) return incomplete(session);
    const { bucket, query, described, contentType, received } = session;
    session.finished = save(bucket, query, { ...described, contentType, body: received });
    return json(objectResource(session.finished, base));
  }

  return (request, bucket) => {
    const { url, headers, body } = request;
    const query = url.searchParams;
    const sessionId = query.get("upload_id");
    if (sessionId && request.method === "DELETE") {
      sessions.delete(sessionId);
      return { status: 499, headers: {} };
    }
    if (sessionId) return proceed(request, sessionId);
    const type = query.get("uploadType");
    if (type === "resumable") return begin(request, bucket);
    if (type === "multipart") {
      const { description, contentType, bytes } = multipart(headers["content-type"] ?? "", body);
      const described = metadataIn(jsonIn(description));
      const name = described.name || (query.get("name") ?? "");
      const object = { ...described, name, contentType: described.contentType ?? contentType, body: bytes };
      return json(objectResource(save(bucket, query, object), url.origin));
    }
    const contentType = headers["content-type"] ?? defaultType;
    const object = { name: query.get("name") ?? "", contentType, extra: {}, body };
    return json(objectResource(save(bucket, query, object), url.origin));
  };
}

/** Status 308 reports how much has arrived and requests the rest. */
function incomplete({ received }: Session): StorageAnswer {
  return { status: 308, headers: received.length > 0 ? { range: `bytes=0-${received.length - 1}` } : {} };
}

/** The two parts of a multipart/related body: a JSON description of the object, then its bytes (RFC 2387). */
function multipart(
  header: string,
  body: Buffer,
): { readonly description: Buffer; readonly contentType: string; readonly bytes: Buffer } {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/.exec(header) ?? [];
  const boundary = Buffer.from(`--${quoted ?? bare}`);
  const starts: number[] = [];
  for (let at = body.indexOf(boundary); at !== -1; at = body.indexOf(boundary, at + 1)) starts.push(at);
  const [first, second, end] = starts;
  if (first === undefined || second === undefined || end === undefined)
    throw new StorageRefusal(400, "The multipart body does not have two parts.");
  const part = (from: number, to: number) => {
    const headEnd = body.indexOf("\r\n\r\n", from);
    const head = body.subarray(from + boundary.length, headEnd).toString();
    return { head, content: body.subarray(headEnd + 4, to - 2) }; // a line break precedes each boundary
  };
  const media = part(second, end);
  const contentType = /content-type:\s*([^\r\n]+)/i.exec(media.head)?.[1] ?? defaultType;
  return { description: part(first, second).content, contentType, bytes: media.content };
}
