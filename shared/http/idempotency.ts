import { hash } from "node:crypto";
import { z } from "zod";
import {
  absent,
  type Collection,
  type Documents,
  DocumentTooLarge,
  put,
  remove,
  type Stored,
  VersionConflict,
  type Write,
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
  /**
   * Binds the key to the call's body for 24 h, for a handler that recognises repeats itself. Repeats pass.
   * @throws Problem 422 `idempotency-key-reused`, 400 `idempotency-key-invalid`.
   */
  bind(call: IdempotentCall): Promise<void>;
}

export function idempotency(ports: { readonly documents: Documents; readonly now: () => Date }): Idempotency {
  const { documents, now } = ports;

  /** Writes the claim of a new key and returns its version, or returns the earlier claim with the same body. */
  async function claim(call: IdempotentCall): Promise<string | Stored<KeptAnswer>> {
    const claimed = claimOf(call);
    try {
      return versionOf(await documents.commit(call.tenantId, [writeOf(call, claimed, absent)]));
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
    }
    const found = await documents.get(call.tenantId, idempotencyKeysCollection, idOf(call));
    if (found === undefined) throw inProgress();
    if (found.data.fingerprint !== claimed.fingerprint) throw reused();
    return found;
  }

  /** Claims the key for one run. Returns the version of the claim, or the stored answer. */
  async function claimRun(call: IdempotentCall): Promise<string | StoredResponse> {
    const found = await claim(call);
    if (typeof found === "string") return found;
    if (found.data.answer !== null) return found.data.answer;
    if (now().getTime() - Date.parse(found.data.beganAt) < abandonedAfterMs) throw inProgress();
    return versionOf(await documents.commit(call.tenantId, [writeOf(call, claimOf(call), found.version)]));
  }

  function claimOf({ rawBody, operation }: IdempotentCall): KeptAnswer {
    return {
      fingerprint: hash("sha256", rawBody, "base64url"),
      beganAt: now().toISOString(),
      operation,
      answer: null,
    };
  }

  function writeOf(call: IdempotentCall, kept: KeptAnswer, ifVersion: string): Write {
    const expiresAt = new Date(now().getTime() + retentionMs);
    return put(idempotencyKeysCollection, idOf(call), kept, { ifVersion, expiresAt });
  }

  return {
    async once(call, run, keep) {
      checkKey(call);
      const claimed = await claimRun(call);
      if (typeof claimed !== "string") return { type: "replayed", answer: claimed };

      const release = () => documents.commit(call.tenantId, [remove(idempotencyKeysCollection, idOf(call))]);
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
        await store(call, claimed, kept).catch((error) => {
          if (isTooLarge(error)) return release();
          if (!(error instanceof VersionConflict)) throw error;
          return undefined; // the key was erased with the person whom the answer is about
        });
      return { type: "ran", answer };
    },

    async bind(call) {
      checkKey(call);
      await claim(call);
    },
  };

  async function store(call: IdempotentCall, ifVersion: string, answer: StoredResponse): Promise<unknown> {
    return documents.commit(call.tenantId, [writeOf(call, { ...claimOf(call), answer }, ifVersion)]);
  }
}

/** @throws Problem 400 `idempotency-key-invalid` */
function checkKey({ key }: IdempotentCall): void {
  if (key.length > maxKeyLength || !/^[\x21-\x7e]+$/.test(key)) throw invalid();
}

function idOf({ subject, operation, key }: IdempotentCall): string {
  return deriveId(subject, operation, key);
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
