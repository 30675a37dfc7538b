import { randomInt, timingSafeEqual } from "node:crypto";
import type { TenantIds } from "../../../../../shared/platform/tenant-ids.ts";
import type { Identity } from "../../../../../shared/tools/identity.ts";
import type { Inbound } from "../../conversation.ts";
import { codeDigits, codeIn, withoutCodes } from "../code-in-text.ts";
import type { ConversationWith } from "../feature-state.ts";
import { addressLimit, addressOnFile } from "./address-on-file.ts";
import { countAttempt, forgetAttempt } from "./attempt-counts.ts";
import { lettersAndDigits } from "./compare-fields.ts";
import { rowOfKey } from "./find-rows.ts";
import type { identityState, PendingCode } from "./state.ts";
import { countId, prove, sharedLimits, type Verification } from "./verification.ts";

export const codeValidMs = 10 * 60_000;
/** How long after its time a code is still told to be too late. */
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

type Waiting = Pick<ConversationWith<typeof identityState>, "identityCode" | "status">;

/** A message with what may be the code that the conversation waits for. */
interface Guess {
  readonly messageId: string;
  readonly code: string;
}

/**
 * The guesses in the messages, oldest first. After the code's time, and while a person has the conversation, six digits
 * count only where they are the whole message: they may be an order's number. Pure.
 */
export function guessesIn({ identityCode, status }: Waiting, inbound: readonly Inbound[]): readonly Guess[] {
  if (identityCode === null) return [];
  const expiresAt = Date.parse(identityCode.expiresAt);
  return inbound.flatMap(({ id: messageId, text, at }) => {
    const code = codeIn(text);
    const sentAt = Date.parse(at);
    if (code === undefined || sentAt >= expiresAt + rememberedMs) return [];
    const isSure = status !== "escalated" && sentAt < expiresAt;
    return isSure || lettersAndDigits(text) === code ? [{ messageId, code }] : [];
  });
}

/** The messages without the guesses in them: no model, no operator and no record sees a code. Pure. */
export function withGuessesMasked(waiting: Waiting, inbound: readonly Inbound[]): readonly Inbound[] {
  const guesses = guessesIn(waiting, inbound);
  if (guesses.length === 0) return inbound;
  return inbound.map((message) => {
    if (!guesses.some(({ messageId }) => messageId === message.id)) return message;
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

/** Checks the guesses, oldest first. Each is counted before it is compared. */
export async function checkGuesses(
  verification: Verification,
  pending: PendingCode,
  guesses: readonly Guess[],
): Promise<CodeResult> {
  const { turn, ports, ids } = verification;
  const { tenantId, conversation } = turn;
  if (ports.now.toISOString() >= pending.expiresAt) return voided(verification);
  const limits = [{ id: countId(verification, "code", pending.id), most: tries, windowMs: codeValidMs + rememberedMs }];
  for (const { messageId, code } of guesses) {
    const by = ids.of("identity-attempt", turn.turnId, messageId);
    if ((await countAttempt(ports.documents, { tenantId, limits, by, now: ports.now })).length > 0)
      return voided(verification);
    const hash = codeHash(ids, { conversationId: conversation.id, id: pending.id, code });
    if (!timingSafeEqual(Buffer.from(hash), Buffer.from(pending.hash))) continue;
    const row = await rowOfKey(ports.documents, tenantId, pending);
    if (row === undefined) return voided(verification);
    const address = addressOnFile(verification, row.row);
    const perAddress = address ? [addressLimit(verification, address)] : [];
    const counted = [...sharedLimits(verification, "code"), ...perAddress];
    await forgetAttempt(ports.documents, { tenantId, limits: counted, by: pending.attempt, now: ports.now });
    return { type: "right", identity: await prove(verification, row, "code") };
  }
  return { type: "wrong" };
}

function voided(verification: Verification): CodeResult {
  verification.code = null;
  return { type: "void" };
}
