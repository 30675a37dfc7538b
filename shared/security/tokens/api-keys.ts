import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { absent, type Collection, type Documents, type Page, put, type Stored } from "../../platform/documents.ts";
import { platformScope, TenantId } from "../../platform/tenant.ts";
import { type Caller, type Role, roles } from "./identity.ts";
import { unauthorized } from "./unauthorized.ts";

const ApiKeyDocument = z.object({
  tenantId: TenantId,
  name: z.string(),
  roles: z.array(z.enum(roles)),
  secretHash: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  revokedAt: z.string().nullable(),
});
type ApiKeyDocument = z.infer<typeof ApiKeyDocument>;

/** In the platform's scope, because a key identifies its tenant. */
export const apiKeysCollection: Collection<ApiKeyDocument> = {
  name: "api-keys",
  schema: ApiKeyDocument,
  indexes: [["tenantId", "createdAt desc"]],
  confidential: false,
  // The tenant's own programs.
  personal: "nothing",
};

export type ApiKey = Omit<ApiKeyDocument, "secretHash"> & { readonly id: string };

export interface ApiKeys {
  /** Returns the whole key (`ak_<id>_<secret>`), once. Only its hash is stored. */
  create(key: {
    readonly tenantId: TenantId;
    readonly name: string;
    readonly roles: readonly Role[];
    readonly createdBy: string;
  }): Promise<{ readonly apiKey: ApiKey; readonly key: string }>;
  /** Newest first, including revoked keys. */
  list(
    tenantId: TenantId,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Page<ApiKey>>;
  /**
   * The key is rejected here from now on, and within 30 s in other processes. Undefined when the tenant has no such
   * key.
   */
  revoke(tenantId: TenantId, id: string): Promise<ApiKey | undefined>;
  /** @throws Problem 401 `api-key-invalid`, the same for an unknown, a wrong and a revoked key. */
  verify(key: string): Promise<Caller>;
}

const keyForm = /^ak_([0-9a-f]{24})_([A-Za-z0-9_-]{43})$/;
const cachedMs = 30_000;
const keysCached = 10_000;

export function apiKeys(ports: { readonly documents: Documents; readonly now: () => Date }): ApiKeys {
  const { documents, now } = ports;
  const cache = new LRUCache<string, { readonly stored: ApiKeyDocument; readonly readAtMs: number }>({
    max: keysCached,
  });

  async function read(id: string): Promise<ApiKeyDocument | undefined> {
    const nowMs = now().getTime();
    const cached = cache.get(id);
    if (cached !== undefined && nowMs - cached.readAtMs < cachedMs) return cached.stored;
    const found = await documents.get(platformScope, apiKeysCollection, id);
    if (found === undefined) return undefined;
    cache.set(id, { stored: found.data, readAtMs: nowMs });
    return found.data;
  }

  return {
    async create({ tenantId, name, roles: granted, createdBy }) {
      const id = randomBytes(12).toString("hex");
      const secret = randomBytes(32).toString("base64url");
      const data: ApiKeyDocument = {
        tenantId,
        name,
        roles: [...granted],
        secretHash: hashOf(secret),
        createdAt: now().toISOString(),
        createdBy,
        revokedAt: null,
      };
      await documents.commit(platformScope, [put(apiKeysCollection, id, data, { ifVersion: absent })]);
      return { apiKey: withoutHash(id, data), key: `ak_${id}_${secret}` };
    },

    async list(tenantId, page) {
      const found = await documents.query(platformScope, apiKeysCollection, {
        where: [["tenantId", "==", tenantId]],
        orderBy: { field: "createdAt", direction: "desc" },
        ...page,
      });
      return { items: found.items.map(({ id, data }) => withoutHash(id, data)), nextCursor: found.nextCursor };
    },

    async revoke(tenantId, id) {
      const found: Stored<ApiKeyDocument> | undefined = await documents.get(platformScope, apiKeysCollection, id);
      if (found?.data.tenantId !== tenantId) return undefined;
      if (found.data.revokedAt !== null) return withoutHash(id, found.data);
      const revoked = { ...found.data, revokedAt: now().toISOString() };
      await documents.commit(platformScope, [put(apiKeysCollection, id, revoked, { ifVersion: found.version })]);
      cache.delete(id);
      return withoutHash(id, revoked);
    },

    async verify(key) {
      const [, id, secret] = keyForm.exec(key) ?? [];
      const stored = id === undefined ? undefined : await read(id);
      if (id === undefined || secret === undefined || stored === undefined || !accepts(stored, secret))
        throw unauthorized("api-key-invalid", "The API key is unknown or revoked.");
      return { subject: `api-key:${id}`, tenantId: stored.tenantId, roles: stored.roles, rateKey: `key:${id}` };
    },
  };
}

/**
 * Plain SHA-256. Slow hashes (scrypt) protect guessable passwords. This secret has 256 random bits, which cannot be
 * searched, and every request would pay for a slow hash.
 */
function hashOf(secret: string): string {
  return hash("sha256", secret, "base64url");
}

function accepts(stored: ApiKeyDocument, secret: string): boolean {
  const same = timingSafeEqual(Buffer.from(stored.secretHash), Buffer.from(hashOf(secret)));
  return same && stored.revokedAt === null;
}

function withoutHash(id: string, { secretHash: _, ...visible }: ApiKeyDocument): ApiKey {
  return { id, ...visible };
}
