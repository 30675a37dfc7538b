import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from "node:crypto";
import { z } from "zod";
import { absent, type Collection, type DocumentStore, type Documents, put, VersionConflict } from "../documents.ts";
import type { Keys } from "../keys.ts";
import type { TenantId } from "../tenant.ts";
import { keyedIds, type TenantIds } from "../tenant-ids.ts";

const ivBytes = 12;
const tagBytes = 16;

/** A tenant's data key, wrapped by the keys port. The documents alone cannot be decrypted. */
export const dataKeys: Collection<{ readonly wrapped: string }> = {
  name: "data-keys",
  schema: z.object({ wrapped: z.base64() }),
  indexes: [],
  confidential: false,
  // A key.
  personal: "nothing",
};
const currentKey = "current";
/** A data key of this release is the key of the seal and then that of the ids. An older one is the first alone. */
const keyBytes = 32;

/** A sealed value that cannot be opened: it was altered, moved to another place, or its key is gone. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";
  readonly code = "seal-broken";
}

/** Encrypts values of one tenant. `place` is where a value is stored; the value opens only there. */
export interface Seal {
  close(value: unknown, place: string): string;
  open(sealed: unknown, place: string): unknown;
  /** The ids that are derived with the same data key, and move with it to wherever the tenant is restored. */
  readonly ids: TenantIds;
}
export type Seals = (tenantId: TenantId) => Promise<Seal>;

/** The seal of each tenant. Its key is created on first use and then kept in memory. */
export function tenantSeals(of: { readonly documents: DocumentStore; readonly keys: Keys }): Seals {
  const { documents, keys } = of;
  const known = new Map<TenantId, Promise<Seal>>();

  async function dataKey(tenantId: TenantId): Promise<Uint8Array> {
    const existing = await documents.get(tenantId, dataKeys, currentKey);
    if (existing) return keys.unwrap(tenantId, Buffer.from(existing.data.wrapped, "base64"));
    const fresh = randomBytes(2 * keyBytes);
    const wrapped = Buffer.from(await keys.wrap(tenantId, fresh)).toString("base64");
    try {
      await documents.commit(tenantId, [put(dataKeys, currentKey, { wrapped }, { ifVersion: absent })]);
      return fresh;
    } catch (error) {
      if (error instanceof VersionConflict) return dataKey(tenantId); // another process created the key first
      throw error;
    }
  }

  return (tenantId) => {
    const seal = known.get(tenantId);
    if (seal) return seal;
    const opening = dataKey(tenantId).then((key) => createSeal(key, tenantId));
    known.set(tenantId, opening);
    opening.catch(() => known.delete(tenantId)); // the next call retries
    return opening;
  };
}

/** Adds the ids that are derived with a tenant's key, for a platform that seals nothing itself. */
export function withTenantIds(store: DocumentStore, keys: Keys): Documents {
  const seals = tenantSeals({ documents: store, keys });
  return { ...store, ids: async (tenantId) => (await seals(tenantId)).ids };
}

/** A system call for random bytes costs 4 to 11 µs regardless of their number, so they are fetched in bulk. */
function ivSource(): () => Buffer {
  let stock = Buffer.alloc(0);
  return () => {
    if (stock.length === 0) stock = randomBytes(ivBytes * 256);
    const iv = stock.subarray(0, ivBytes);
    stock = stock.subarray(ivBytes);
    return iv;
  };
}
const nextIv = ivSource();

function createSeal(dataKey: Uint8Array, tenantId: TenantId): Seal {
  // The key object is created once. With raw bytes, each cipher would spend 20 µs on creating it.
  const key = createSecretKey(dataKey.subarray(0, keyBytes));
  const idKey = dataKey.subarray(keyBytes);
  const isOld = idKey.length === 0;
  return {
    ids: keyedIds(tenantId, isOld ? Buffer.from(hkdfSync("sha256", dataKey, "", "ids", keyBytes)) : idKey, isOld),
    close(value, place) {
      const iv = nextIv();
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(`${tenantId}|${place}`));
      const body = cipher.update(JSON.stringify(value) ?? "null", "utf8");
      return Buffer.concat([iv, body, cipher.final(), cipher.getAuthTag()]).toString("base64");
    },
    open(sealed, place) {
      if (typeof sealed !== "string") throw new SealBroken(`The value at ${tenantId}|${place} is not sealed.`);
      const bytes = Buffer.from(sealed, "base64");
      try {
        const iv = bytes.subarray(0, ivBytes);
        const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes });
        decipher.setAAD(Buffer.from(`${tenantId}|${place}`)).setAuthTag(bytes.subarray(-tagBytes));
        const text = decipher.update(bytes.subarray(ivBytes, -tagBytes));
        decipher.final(); // throws unless the tag fits; in this mode it adds nothing to the text
        return JSON.parse(text.toString());
      } catch (cause) {
        throw new SealBroken(`The value at ${tenantId}|${place} cannot be opened with its tenant's key.`, {
          cause,
        });
      }
    },
  };
}
