import { listOf, objectOf, textOf } from "../json.ts";
import {
  bucketResource,
  json,
  jsonIn,
  media,
  metadataIn,
  objectResource,
  preconditionsOf,
  type StorageAnswer,
  type StorageRequest,
} from "./messages.ts";
import type { Signer } from "./signed-url.ts";
import { checkPreconditions, type ObjectStore, StorageRefusal } from "./store.ts";
import { uploads } from "./uploads.ts";

/**
 * Answers one request.
 * @throws StorageRefusal with the HTTP status.
 */
export function storageRoutes(settings: {
  readonly store: ObjectStore;
  readonly signer: Signer;
}): (request: StorageRequest) => StorageAnswer {
  const { store, signer } = settings;
  const upload = uploads(store);

  function object(request: StorageRequest, bucket: string, name: string): StorageAnswer {
    const { method, url, headers, body } = request;
    const found = store.get(bucket, name, url.searchParams.get("generation") ?? undefined);
    checkPreconditions(found, preconditionsOf(url.searchParams));
    if (method === "DELETE") {
      store.delete(bucket, name);
      return { status: 204, headers: {} };
    }
    if (method === "PATCH" || method === "PUT")
      return json(objectResource(store.patch(found, definedOnly(metadataIn(jsonIn(body)))), url.origin));
    const asMedia = url.searchParams.get("alt") === "media";
    return asMedia ? media(found, headers.range) : json(objectResource(found, url.origin));
  }

  function list(url: URL, bucket: string): StorageAnswer {
    const query = url.searchParams;
    const prefix = query.get("prefix") ?? "";
    const delimiter = query.get("delimiter") ?? "";
    const after = query.get("pageToken") ?? "";
    const from = query.get("startOffset") ?? "";
    const most = Number(query.get("maxResults") ?? 1000);
    const items: object[] = [];
    const prefixes = new Set<string>();
    let last = "";
    let more = false;
    for (const one of store.list(bucket, prefix)) {
      if (one.name <= after || one.name < from) continue;
      const cut = delimiter ? one.name.indexOf(delimiter, prefix.length) : -1;
      const folder = cut === -1 ? undefined : one.name.slice(0, cut + delimiter.length);
      if (folder && (prefixes.has(folder) || after.startsWith(folder))) continue;
      if (items.length + prefixes.size >= most) {
        more = true;
        break;
      }
      if (folder) prefixes.add(folder);
      else items.push(objectResource(one, url.origin));
      last = one.name;
    }
    return json({
      kind: "storage#objects",
      items,
      ...(prefixes.size > 0 ? { prefixes: [...prefixes] } : {}),
      ...(more ? { nextPageToken: last } : {}),
    });
  }

  function compose({ url, body }: StorageRequest, bucket: string, name: string): StorageAnswer {
    const given = jsonIn(body);
    const sources = listOf(given.sourceObjects).map((source) => objectOf(source));
    if (sources.length === 0 || sources.length > 32)
      throw new StorageRefusal(400, "The number of source components must be 1 to 32.");
    const parts = sources.map((source) =>
      store.get(bucket, textOf(source.name), textOf(source.generation) || undefined),
    );
    checkPreconditions(store.find(bucket, name), preconditionsOf(url.searchParams));
    const { contentType, extra } = metadataIn(given.destination);
    const composed = store.put(bucket, name, {
      contentType: contentType ?? parts[0]?.contentType ?? "application/octet-stream",
      extra,
      body: Buffer.concat(parts.map((part) => part.body)),
    });
    return json(objectResource(composed, url.origin));
  }

  function signedLink(request: StorageRequest, bucket: string, name: string): StorageAnswer {
    signer.check(request);
    const { method, url, headers, body } = request;
    if (method === "PUT") {
      const contentType = headers["content-type"] ?? "application/octet-stream";
      const saved = store.put(bucket, name, { contentType, extra: {}, body });
      return { status: 200, headers: { "x-goog-generation": saved.generation } };
    }
    if (method !== "GET" && method !== "HEAD")
      throw new StorageRefusal(405, "Signed links support only GET, HEAD and PUT here.");
    const found = store.get(bucket, name, url.searchParams.get("generation") ?? undefined);
    return media(found, headers.range, url.searchParams.get("response-content-disposition") ?? undefined);
  }

  function api(request: StorageRequest, path: string): StorageAnswer {
    const { method, url, body } = request;
    const [, bucket, rest] = /^\/b(?:\/([^/]+))?(\/.*)?$/.exec(path) ?? [];
    if (path === "/b" && method === "POST") {
      const name = textOf(jsonIn(body).name);
      store.createBucket(name);
      return json(bucketResource(name));
    }
    if (path === "/b") return json({ kind: "storage#buckets", items: store.buckets().map(bucketResource) });
    if (!bucket) throw new StorageRefusal(404, "Not found.");
    store.requireBucket(bucket);
    if (!rest) return json(bucketResource(bucket));
    if (rest === "/o") return list(url, bucket);
    const [, composed] = /^\/o\/([^/]+)\/compose$/.exec(rest) ?? [];
    if (composed && method === "POST") return compose(request, bucket, decodeURIComponent(composed));
    const [, name] = /^\/o\/([^/]+)$/.exec(rest) ?? [];
    if (name) return object(request, bucket, decodeURIComponent(name));
    throw new StorageRefusal(501, `The stand-in does not support ${method} ${path}.`);
  }

  return (request) => {
    const { pathname, searchParams } = request.url;
    if (pathname === "/_standin/service-account") return json(signer.credentials);
    const [, uploadBucket] = /^(?:\/resumable)?\/upload\/storage\/v1\/b\/([^/]+)\/o$/.exec(pathname) ?? [];
    if (uploadBucket) return upload(request, uploadBucket);
    const [, bucket, name] = /^\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
    if (bucket && name && searchParams.has("X-Goog-Signature"))
      return signedLink(request, bucket, decodeURIComponent(name));
    // With STORAGE_EMULATOR_HOST, Google's client omits /storage/v1.
    const [, path] = /^(?:(?:\/download)?\/storage\/v1)?(\/b(?:\/.*)?)$/.exec(pathname) ?? [];
    if (path) return api(request, path);
    throw new StorageRefusal(404, `The stand-in does not support ${request.method} ${pathname}.`);
  };
}

function definedOnly({ contentType, extra }: ReturnType<typeof metadataIn>) {
  return contentType === undefined ? { extra } : { contentType, extra };
}
