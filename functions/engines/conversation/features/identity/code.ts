import { randomInt, timingSafeEqual } from "node:crypto";
import type { TenantIds } from "../../../../../shared/platform/tenant-ids.ts";
import type { Identity } from "../../../../../shared/tools/identity.ts";
import type { Inbound } from "../../conversation.ts";
import { codeDigits, codeIn, withoutCodes } from "../code-in-text.ts";
import { countAttempt } from "./attempt-counts.ts";
import { rowOfKey } from "./find-rows.ts";
import type { PendingCode } from "./state.ts";
import { countId, prove, type Verification } from "./verification.ts";

export const codeValidMs = 10 * 60_000;
/** How long after its time a code is still told to be too late. Six digits are something else after that. */
const rememberedMs = 60 * 60_000;
const tries = 5;

/** Not kept: nothing is sent before the commit that keeps the hash, so a turn that runs again may take another code. */
export function randomCode(): string {
  return String(randomInt(10 ** codeDigits)).padStart(codeDigits, "0");
}

export function codeHash(
  ids: TenantIds,
  of: { readonly conversationId: string; readonly id: string; readonly code: string },
): string {
  return ids.of("identity-code", of.conversationId, of.id, of.code);
}

/** True when the messages hold what may be the code that the conversation waits for. Pure. */
export function mayHoldCode(code: PendingCode | null, inbound: readonly Inbound[]): boolean {
  if (code === null) return false;
  const forgottenAt = Date.parse(code.expiresAt) + rememberedMs;
  return inbound.some(({ text, at }) => Date.parse(at) < forgottenAt && codeIn(text) !== undefined);
}

/** The messages without the codes in them: no model, no operator and no record sees one. Pure. */
export function withCodesMasked(inbound: readonly Inbound[]): readonly Inbound[] {
  return inbound.map((message) => {
    if (codeIn(message.text) === undefined) return message;
    const { text, original } = message;
    return {
      ...message,
      text: withoutCodes(text),
      ...(original === undefined ? {} : { original: withoutCodes(original) }),
    };
  });
}

export type CodeResult =
  | { readonly type: "right"; readonly identity: Identity }
  | { readonly type: "wrong" }
  /** It is too late, or there were too many wrong ones. */
  | { readonly type: "void" };

/** Checks the codes in the messages, oldest first. Each is counted before it is compared. */
export async function checkCode(
  verification: Verification,
  pending: PendingCode,
  inbound: readonly Inbound[],
): Promise<CodeResult> {
  const { turn, ports, ids } = verification;
  const { tenantId, conversation } = turn;
  if (ports.now.toISOString() >= pending.expiresAt) return voided(verification);
  const limits = [{ id: countId(verification, "code", pending.id), most: tries, windowMs: codeValidMs + rememberedMs }];
  for (const { id: messageId, text } of inbound) {
    const code = codeIn(text);
    if (code === undefined) continue;
    const by = ids.of("identity-attempt", turn.turnId, messageId);
    if ((await countAttempt(ports.documents, { tenantId, limits, by, now: ports.now })).length > 0)
      return voided(verification);
    const hash = codeHash(ids, { conversationId: conversation.id, id: pending.id, code });
    if (!timingSafeEqual(Buffer.from(hash), Buffer.from(pending.hash))) continue;
    const row = await rowOfKey(ports.documents, tenantId, pending);
    if (row === undefined) return voided(verification);
    return { type: "right", identity: await prove(verification, row, "code") };
  }
  return { type: "wrong" };
}

function voided(verification: Verification): CodeResult {
  verification.code = null;
  return { type: "void" };
}
