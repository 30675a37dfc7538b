import { LRUCache } from "lru-cache";
import { z } from "zod";
import { cacheBytes } from "../caching/cache-memory.ts";
import type { Keys } from "../keys.ts";
import { platformScope, type TenantId } from "../tenant.ts";
import type { GoogleApi } from "./google-api.ts";

/** A new secret or secret version takes effect within this time. */
const secretCacheMs = 5 * 60_000;
const absenceCacheMs = 30_000;
/** 5 % of an instance's heap are the secrets of thousands of tenants, which have four to eight each. */
const secretsShare = 0.05;
/** An entry without its name and value. */
const secretOverheadBytes = 300;

export class KeyUnusable extends Error {
  override readonly name = "KeyUnusable";
  readonly code = "key-unusable";
}

const Encrypted = z.object({ ciphertext: z.base64() });
const Decrypted = z.object({ plaintext: z.base64() });
const Accessed = z.object({ payload: z.object({ data: z.base64() }) });
const Refused = z.object({ error: z.object({ status: z.string().default(""), message: z.string().default("") }) });

/**
 * Data keys wrapped by Cloud KMS, and secrets from Secret Manager.
 *
 * The tenant's id is additional authenticated data. A wrapped key therefore opens only for its own tenant, even under a
 * shared key. KMS decrypts with the version that wrapped a key, so key rotation needs no change here.
 *
 * The platform's secrets are named `{NAME}` and a tenant's `tenant-{id}--{NAME}`. The current value is the latest
 * version, cached in memory for five minutes.
 */
export function cloudKeys(settings: {
  readonly projectId: string;
  /** `projects/…/locations/…/keyRings/…/cryptoKeys/…`: the shared key, or the tenant's own. */
  readonly kmsKey: (tenantId: TenantId) => string;
  readonly call: GoogleApi;
  readonly now: () => number;
}): Keys {
  const { call } = settings;
  const secrets = new LRUCache<string, { readonly value: string | undefined }>({
    maxSize: cacheBytes(secretsShare),
    sizeCalculation: ({ value = "" }, id) => secretOverheadBytes + 2 * (id.length + value.length),
    perf: { now: settings.now },
    ttlResolution: 0,
  });

  async function kms(tenantId: TenantId, verb: "encrypt" | "decrypt", body: object): Promise<unknown> {
    const key = settings.kmsKey(tenantId);
    const answer = await call({
      method: "POST",
      url: `https://cloudkms.googleapis.com/v1/${key}:${verb}`,
      body: { ...body, additionalAuthenticatedData: Buffer.from(tenantId).toString("base64") },
    });
    if (answer.status === 200) return answer.body;
    const { status, message } = refusal(answer.body);
    // These mean an altered or foreign wrapped key, or a destroyed or disabled KMS key. Other errors may be transient.
    if (verb === "decrypt" && (status === "INVALID_ARGUMENT" || status === "FAILED_PRECONDITION"))
      throw new KeyUnusable(
        `The data key of ${tenantId} was wrapped for another tenant, or its key is gone: ${message}`,
      );
    throw new Error(`Cloud KMS refused to ${verb} with ${key}: ${answer.status} ${status} ${message}`.trim());
  }

  return {
    async wrap(tenantId, dataKey) {
      const body = { plaintext: Buffer.from(dataKey).toString("base64") };
      return Buffer.from(Encrypted.parse(await kms(tenantId, "encrypt", body)).ciphertext, "base64");
    },

    async unwrap(tenantId, wrapped) {
      const body = { ciphertext: Buffer.from(wrapped).toString("base64") };
      return Buffer.from(Decrypted.parse(await kms(tenantId, "decrypt", body)).plaintext, "base64");
    },

    async secret(scope, name) {
      if (!/^[A-Z][A-Z0-9_]*$/.test(name)) return undefined;
      const id = scope === platformScope ? name : `tenant-${scope}--${name}`;
      const kept = secrets.get(id);
      if (kept) return kept.value;
      const url = `https://secretmanager.googleapis.com/v1/projects/${settings.projectId}/secrets/${id}/versions/latest:access`;
      const answer = await call({ method: "GET", url });
      const value = answer.status === 200 ? textOf(answer.body) : undefined;
      if (value === undefined && answer.status !== 404) {
        const { status, message } = refusal(answer.body);
        throw new Error(`Secret Manager refused the secret ${id}: ${answer.status} ${status} ${message}`.trim());
      }
      secrets.set(id, { value }, { ttl: value === undefined ? absenceCacheMs : secretCacheMs });
      return value;
    },
  };
}

function textOf(body: unknown): string {
  return Buffer.from(Accessed.parse(body).payload.data, "base64").toString();
}

function refusal(body: unknown): { readonly status: string; readonly message: string } {
  const parsed = Refused.safeParse(body);
  return parsed.success ? parsed.data.error : { status: "", message: "" };
}
