import { crc32c, md5 } from "./checksum.ts";

/** One generation of an object. */
export interface StoredObject {
  readonly bucket: string;
  readonly name: string;
  readonly generation: string;
  readonly metageneration: number;
  readonly contentType: string;
  /** Other metadata: cacheControl, contentDisposition, custom metadata… */
  readonly extra: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
  readonly crc32c: string;
  readonly md5: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Preconditions for reading or changing an object (cloud.google.com/storage/docs/request-preconditions). */
export interface Preconditions {
  readonly ifGenerationMatch?: string | undefined;
  readonly ifGenerationNotMatch?: string | undefined;
  readonly ifMetagenerationMatch?: string | undefined;
}

export class StorageRefusal extends Error {
  override readonly name = "StorageRefusal";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface ObjectStore {
  createBucket(name: string): void;
  /** @throws StorageRefusal 404 */
  requireBucket(name: string): void;
  buckets(): readonly string[];
  find(bucket: string, name: string): StoredObject | undefined;
  /** @throws StorageRefusal 404 when the object or the requested generation does not exist. */
  get(bucket: string, name: string, generation?: string): StoredObject;
  /** Sorted by name. */
  list(bucket: string, prefix: string): readonly StoredObject[];
  put(bucket: string, name: string, given: Pick<StoredObject, "contentType" | "extra" | "body">): StoredObject;
  patch(object: StoredObject, given: Partial<Pick<StoredObject, "contentType" | "extra">>): StoredObject;
  delete(bucket: string, name: string): void;
}

/** Objects in memory. Keeps only the newest generation of each, like a bucket without versioning. */
export function createStore(): ObjectStore {
  const buckets = new Map<string, Map<string, StoredObject>>();
  let lastGeneration = 0;

  /** Microseconds, as in Cloud Storage. Never repeats. */
  function nextGeneration(): string {
    lastGeneration = Math.max(lastGeneration + 1, Date.now() * 1000);
    return String(lastGeneration);
  }

  function objects(bucket: string): Map<string, StoredObject> {
    const found = buckets.get(bucket);
    if (found) return found;
    throw new StorageRefusal(404, "The specified bucket does not exist.");
  }

  return {
    createBucket(name) {
      if (buckets.has(name)) throw new StorageRefusal(409, "You already own this bucket. Please select another name.");
      buckets.set(name, new Map());
    },
    requireBucket: (name) => void objects(name),
    buckets: () => [...buckets.keys()].sort(),
    find: (bucket, name) => objects(bucket).get(name),
    get(bucket, name, generation) {
      const object = objects(bucket).get(name);
      if (object && (generation === undefined || object.generation === generation)) return object;
      throw new StorageRefusal(404, `No such object: ${bucket}/${name}`);
    },
    list(bucket, prefix) {
      const found = [...objects(bucket).values()].filter(({ name }) => name.startsWith(prefix));
      return found.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
    },
    put(bucket, name, { contentType, extra, body }) {
      const now = new Date().toISOString();
      const object: StoredObject = {
        bucket,
        name,
        generation: nextGeneration(),
        metageneration: 1,
        contentType,
        extra,
        body,
        crc32c: crc32c(body),
        md5: md5(body),
        createdAt: now,
        updatedAt: now,
      };
      objects(bucket).set(name, object);
      return object;
    },
    patch(object, given) {
      const extra = { ...object.extra, ...given.extra };
      const changed: StoredObject = {
        ...object,
        contentType: given.contentType ?? object.contentType,
        extra,
        metageneration: object.metageneration + 1,
        updatedAt: new Date().toISOString(),
      };
      objects(object.bucket).set(object.name, changed);
      return changed;
    },
    delete: (bucket, name) => void objects(bucket).delete(name),
  };
}

/** @throws StorageRefusal 412. Generation 0 means that the object must not exist. */
export function checkPreconditions(object: StoredObject | undefined, wanted: Preconditions): void {
  const generation = object?.generation ?? "0";
  const { ifGenerationMatch, ifGenerationNotMatch, ifMetagenerationMatch } = wanted;
  const holds =
    (ifGenerationMatch === undefined || ifGenerationMatch === generation) &&
    (ifGenerationNotMatch === undefined || ifGenerationNotMatch !== generation) &&
    (ifMetagenerationMatch === undefined || ifMetagenerationMatch === String(object?.metageneration ?? 0));
  if (!holds) throw new StorageRefusal(412, "At least one of the pre-conditions you specified did not hold.");
}
