import { readHolder } from "../../../shared/contracts/conversation/conversation-holder.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { mayDo } from "../../../shared/security/permissions.ts";
import type { Caller } from "../../../shared/security/tokens/identity.ts";
import type { Reference } from "./find-recipient.ts";

/** Writes to anybody, as the tenant's own systems do. Callers without it write in conversations only. */
const toAnybody = "triggers:write";

/** @throws Problem 403 `recipient-forbidden` for a caller who may only write in conversations, and names none */
export function requireRecipientAllowed(caller: Caller, to: Reference): void {
  if (to.conversation_id !== undefined || mayDo(caller, toAnybody)) return;
  const detail = "Operators write in conversations: name one by conversation_id, in place of a customer or an address.";
  throw new Problem(403, "recipient-forbidden", detail);
}

/**
 * The operator who writes the message; undefined for the tenant's own systems. An operator may write in a conversation
 * that they have taken, or that nobody has.
 * @throws Problem 409 `conversation-held`
 */
export async function operatorWriting(
  documents: Documents,
  caller: Caller,
  conversationId: string,
): Promise<string | undefined> {
  const { tenantId, subject } = caller;
  const holder = await readHolder(documents, tenantId, conversationId);
  if (holder === subject) return subject;
  if (mayDo(caller, toAnybody)) return undefined;
  if (holder !== null) throw new Problem(409, "conversation-held", `${holder} has this conversation.`);
  return subject;
}
