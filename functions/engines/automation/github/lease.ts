import { randomUUID } from "node:crypto";
import { z } from "zod";
import {
  absent,
  type Collection,
  type Documents,
  put,
  remove,
  VersionConflict,
} from "../../../../shared/platform/documents.ts";
import { platformScope } from "../../../../shared/platform/tenant.ts";
import { RetryableError, TerminalError } from "../../../../shared/runtime/failures/errors.ts";

const Lease = z.object({ holder: z.string(), until: z.string() });

/**
 * Who is working on a thing at GitHub, which has no idempotency keys: looking for an issue and creating it are one work of
 * one process. The lease of a process that died ends by itself.
 */
export const gitHubLeases: Collection<z.infer<typeof Lease>> = {
  name: "automation-github-leases",
  schema: Lease,
  indexes: [],
  confidential: false,
  personal: "nothing",
};

/** Longer than a step may take (`calling`), so that nobody works on without it. */
export const leaseMs = 130_000;
/** GitHub ends a request after ten seconds ("Troubleshooting the REST API"). */
const settleMs = 15_000;

/** @throws RetryableError `github-leased` while another process has it */
export async function underLease<R>(
  { documents, now }: { readonly documents: Pick<Documents, "get" | "commit">; readonly now: () => Date },
  id: string,
  work: () => Promise<R>,
): Promise<R> {
  const holder = randomUUID();
  const known = await documents.get(platformScope, gitHubLeases, id);
  const leftMs = known === undefined ? 0 : Date.parse(known.data.until) - now().getTime();
  if (leftMs > 0) throw leased(leftMs);
  const until = new Date(now().getTime() + leaseMs);
  const mine = { holder, until: until.toISOString() };
  const write = put(gitHubLeases, id, mine, { ifVersion: known?.version ?? absent, expiresAt: until });
  await documents.commit(platformScope, [write]).catch((error: unknown) => {
    throw error instanceof VersionConflict ? leased(leaseMs / 10) : error;
  });
  let freeAt = now();
  try {
    return await work();
  } catch (error) {
    // A call whose outcome nobody knows may still have its effect at GitHub.
    if (!(error instanceof TerminalError || error instanceof RetryableError))
      freeAt = new Date(now().getTime() + settleMs);
    throw error;
  } finally {
    const held = await documents.get(platformScope, gitHubLeases, id);
    if (held?.data.holder === holder) await documents.commit(platformScope, [released(id, mine, freeAt, now())]);
  }
}

function released(id: string, mine: z.infer<typeof Lease>, freeAt: Date, now: Date) {
  if (freeAt.getTime() <= now.getTime()) return remove(gitHubLeases, id);
  return put(gitHubLeases, id, { ...mine, until: freeAt.toISOString() }, { expiresAt: freeAt });
}

function leased(retryAfterMs: number): RetryableError {
  return new RetryableError("github-leased", "Another process works on it.", { retryAfterMs });
}
