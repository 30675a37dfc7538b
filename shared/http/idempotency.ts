import { hash } from "node:crypto";
import { z } from "zod";
import {
  absent,
  type Collection,
  type Documents,
  DocumentTooLarge,
  put,
  remove,
  VersionConflict,
} from "../platform/documents.ts";
import { mentions } from "../platform/personal-data.ts";
import type { TenantId } from "../platform/tenant.ts";
import { deriveId } from "../runtime/ids.ts";
import { Problem } from "./problem.ts";

const StoredResponse = z.object({ status: z.number(), body: z.unknown(), headers: z.record(z.string(), z.string()) });
export type StoredResponse = z.infer<typeof StoredResponse>;

const KeptAnswer = z.object({
  /** A hash of the body, because one key stands for one request. */
  fingerprint: z.string(),
  beganAt: z.string(),
  /** Method and path. The path may name the customer or conversation. */
  operation: z.string().optional(),
  /** Null while the first request is running. */
  answer: StoredResponse.nullable(),
});
type KeptAnswer = z.infer<typeof KeptAnswer>;

/** Responses contain customers' words, so they are sealed. */
export const idempotencyKeysCollection: Collection<KeptAnswer> = {
  name: "idempotency-keys",
  schema: KeptAnswer,
  indexes: [],
  confidential: true,
  personal: {
    fields: ["answer", "operation"],
    find: { by: "reading-all", pageSize: 50 },
    // An erasure must not remove the key of its own request, which holds no more than the id.
    isAbout: ({ answer, operation }, person) =>
      !operation?.endsWith("/erase") && mentions([operation, answer?.body, answer?.headers], person),
  },
};

const retentionMs = 24 * 3600_000;
/** Longer than any request may run. After that its process has died, and the key is free again. */
const abandonedAfterMs = 15 * 60_000;
const maxKeyLength = 255;

interface IdempotentCall {
  readonly tenantId: TenantId;
  readonly subject: string;
  /** Method and path. The same key may be used for another operation. */
  readonly operation: string;
  readonly key: string;
  readonly rawBody: Buffer;
}

export interface Idempotency {
  /**
   * Runs the call once for its key and gives every repeat within 24 h the first answer. The key stays free when the
   * call throws. It also stays free when the answer is not stored (`keep` false, or larger than a document).
   * @throws Problem 422 `idempotency-key-reused`, 409 `idempotency-in-progress`, 400 `idempotency-key-invalid`.
   */
  once<A>(
    call: IdempotentCall,
    run: () => Promise<A>,
    keep: (answer: A) => StoredResponse | undefined,
  ): Promise<
    { readonly type: "ran"; readonly answer: A } | { readonly type: "replayed"; readonly answer: StoredResponse }
  >;
}

export function idempotency(ports: { readonly documents: Documents; readonly now: () => Date }): Idempotency {
  const { documents, now } = ports;

  /** Claims the key. Returns the version of the claim, or the stored answer. */
  async function claim(call: IdempotentCall, id: string): Promise<string | StoredResponse> {
    const beganAt = now();
    const claimed: KeptAnswer = {
      fingerprint: hash("sha256", call.rawBody, "base64url"),
      beganAt: beganAt.toISOString(),
      operation: call.operation,
      answer: null,
    };
    const write = (ifVersion: string) =>
      put(idempotencyKeysCollection, id, claimed, { ifVersion, expiresAt: new Date(beganAt.getTime() + retentionMs) });
    try {
      return versionOf(await documents.commit(call.tenantId, [write(absent)]));
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
    }
    const found = await documents.get(call.tenantId, idempotencyKeysCollection, id);
    if (found === undefined) throw inProgress();
    if (found.data.fingerprint !== claimed.fingerprint) throw reused();
    if (found.data.answer !== null) return found.data.answer;
    if (beganAt.getTime() - Date.parse(found.data.beganAt) < abandonedAfterMs) throw inProgress();
    return versionOf(await documents.commit(call.tenantId, [write(found.version)]));
  }

  return {
    async once(call, run, keep) {
      if (call.key.length > maxKeyLength || !/^[\x21-\x7e]+$/.test(call.key)) throw invalid();
      const id = deriveId(call.subject, call.operation, call.key);
      const claimed = await claim(call, id);
      if (typeof claimed !== "string") return { type: "replayed", answer: claimed };

      const release = () => documents.commit(call.tenantId, [remove(idempotencyKeysCollection, id)]);
      let answer: Awaited<ReturnType<typeof run>>;
      try {
        answer = await run();
      } catch (error) {
        await release();
        throw error;
      }
      const kept = keep(answer);
      if (kept === undefined) await release();
      else
        await store(call, id, claimed, kept).catch((error) => {
          if (isTooLarge(error)) return release();
          if (!(error instanceof VersionConflict)) throw error;
          return undefined; // the key was erased with the person whom the answer is about
        });
      return { type: "ran", answer };
    },
  };

  async function store(call: IdempotentCall, id: string, ifVersion: string, answer: StoredResponse): Promise<unknown> {
    const data = {
      fingerprint: hash("sha256", call.rawBody, "base64url"),
      beganAt: now().toISOString(),
      operation: call.operation,
      answer,
    };
    const expiresAt = new Date(now().getTime() + retentionMs);
    return documents.commit(call.tenantId, [put(idempotencyKeysCollection, id, data, { ifVersion, expiresAt })]);
  }
}

function versionOf(versions: readonly string[]): string {
  const [version] = versions;
  if (version === undefined) throw new Error("A commit of one write returned no version");
  return version;
}

function isTooLarge(error: unknown): boolean {
  return error instanceof DocumentTooLarge;
}

function invalid(): Problem {
  const detail = `Idempotency-Key must be 1 to ${maxKeyLength} visible ASCII characters.`;
  return new Problem(400, "idempotency-key-invalid", detail);
}

function reused(): Problem {
  const detail = "This Idempotency-Key was used with another body. Use a new key for a new request.";
  return new Problem(422, "idempotency-key-reused", detail);
}

function inProgress(): Problem {
  const detail = "The first request with this Idempotency-Key is still running. Retry in a second.";
  return new Problem(409, "idempotency-in-progress", detail, { headers: { "Retry-After": "1" } });
}
