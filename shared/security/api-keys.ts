import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { absent, type Collection, type Documents, type Page, put, type Stored } from "../platform/documents.ts";
import { platformScope, TenantId } from "../platform/tenant.ts";
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

/** In the platform's scope, because a key is what tells us the tenant. */
export const apiKeysCollection: Collection<ApiKeyDocument> = {
  name: "api-keys",
  schema: ApiKeyDocument,
  indexes: [["tenantId", "createdAt desc"]],
  confidential: false,
};

export type ApiKey = Omit<ApiKeyDocument, "secretHash"> & { readonly id: string };

export interface ApiKeys {
  /** The whole key (`ak_<id>_<secret>`) is returned here and never again: only its hash is kept. */
  create(key: {
    readonly tenantId: TenantId;
    readonly name: string;
    readonly roles: readonly Role[];
    readonly createdBy: string;
  }): Promise<{ readonly apiKey: ApiKey; readonly key: string }>;
  /** Newest first, revoked ones too. */
  list(
    tenantId: TenantId,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Page<ApiKey>>;
  /** Refused from now on here, within 30 s in other processes. Undefined when the tenant has no such key. */
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
      return { apiKey: shown(id, data), key: `ak_${id}_${secret}` };
    },

    async list(tenantId, page) {
      const found = await documents.query(platformScope, apiKeysCollection, {
        where: [["tenantId", "==", tenantId]],
        orderBy: { field: "createdAt", direction: "desc" },
        ...page,
      });
      return { items: found.items.map(({ id, data }) => shown(id, data)), nextCursor: found.nextCursor };
    },

    async revoke(tenantId, id) {
      const found: Stored<ApiKeyDocument> | undefined = await documents.get(platformScope, apiKeysCollection, id);
      if (found?.data.tenantId !== tenantId) return undefined;
      if (found.data.revokedAt !== null) return shown(id, found.data);
      const revoked = { ...found.data, revokedAt: now().toISOString() };
      await documents.commit(platformScope, [put(apiKeysCollection, id, revoked, { ifVersion: found.version })]);
      cache.delete(id);
      return shown(id, revoked);
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
 * Plain SHA-256. Slow hashes (scrypt) exist because people choose guessable passwords; this secret is 256 random
 * bits, which no one can try through, and every request would pay for the slowness.
 */
function hashOf(secret: string): string {
  return hash("sha256", secret, "base64url");
}

function accepts(stored: ApiKeyDocument, secret: string): boolean {
  const same = timingSafeEqual(Buffer.from(stored.secretHash), Buffer.from(hashOf(secret)));
  return same && stored.revokedAt === null;
}

function shown(id: string, { secretHash: _, ...visible }: ApiKeyDocument): ApiKey {
  return { id, ...visible };
}
