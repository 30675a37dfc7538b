import { deriveId } from "../../../../../shared/runtime/ids.ts";
import type { Inbound } from "../../conversation.ts";
import { codeIn } from "../code-in-text.ts";
import type { Proving } from "./state.ts";

const validMs = 10 * 60_000;
/** How long after its time a code is still told to be too late. */
const forgottenAfterMs = 60 * 60_000;
const tries = 5;

export function newProving(
  address: Pick<Proving, "kind" | "value">,
  { code, salt, now }: { readonly code: string; readonly salt: string; readonly now: Date },
): Proving {
  const expiresAt = new Date(now.getTime() + validMs).toISOString();
  return { ...address, salt, hash: hashOf(salt, code), expiresAt, triesLeft: tries };
}

export type Attempt =
  | { readonly type: "right"; readonly messageId: string; readonly proving: null }
  | { readonly type: "wrong"; readonly proving: Proving }
  /** No code counts any more: it is too late, or there were too many wrong ones. */
  | { readonly type: "void"; readonly proving: null };

/** What the customer typed where a code is awaited; undefined when they typed none. Pure. */
export function attemptIn(proving: Proving, inbound: readonly Inbound[], now: Date): Attempt | undefined {
  // Much later six digits are something else.
  if (now.getTime() > Date.parse(proving.expiresAt) + forgottenAfterMs) return undefined;
  let left = proving.triesLeft;
  let attempted = false;
  for (const { id, text } of inbound) {
    const code = codeIn(text);
    if (code === undefined) continue;
    attempted = true;
    if (now.toISOString() >= proving.expiresAt || left <= 0) return { type: "void", proving: null };
    if (hashOf(proving.salt, code) === proving.hash) return { type: "right", messageId: id, proving: null };
    left -= 1;
  }
  if (!attempted) return undefined;
  return left > 0 ? { type: "wrong", proving: { ...proving, triesLeft: left } } : { type: "void", proving: null };
}

function hashOf(salt: string, code: string): string {
  return deriveId("address-code", salt, code);
}
