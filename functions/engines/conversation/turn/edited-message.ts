import { keptText } from "../../../../shared/contracts/conversation-summary.ts";
import { type Documents, put, type Stored, type Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Owned } from "../../../../shared/runtime/owned-document.ts";
import type { Conversation } from "../conversation.ts";
import { type Turn, turns } from "../turn-record.ts";

/** The turn that holds a customer's message, as far as the conversation still knows it. */
export async function turnOfMessage(
  documents: Pick<Documents, "get">,
  tenantId: TenantId,
  conversation: Pick<Conversation, "id" | "recent">,
  messageId: string,
): Promise<Stored<Owned<Turn>> | undefined> {
  // A message that was answered alone gave its turn its id.
  const turnId = conversation.recent.find(({ id }) => id === messageId)?.turnId ?? messageId;
  const stored = await documents.get(tenantId, turns.collection, turnId);
  const { state } = stored?.data ?? {};
  const holds = state?.conversationId === conversation.id && state.inbound.some(({ id }) => id === messageId);
  return holds ? stored : undefined;
}

/**
 * The conversation before a new wording is answered. The agent no longer sees the old wording: a waiting message is
 * replaced, an answered one leaves the history, whose newest message the new wording becomes.
 */
export function withoutOldWording<C extends Conversation>(conversation: C, edits: string): C {
  const { recent, pending } = conversation;
  const isOther = ({ id }: { readonly id: string }) => id !== edits;
  if (recent.every(isOther) && pending.every(isOther)) return conversation;
  return { ...conversation, recent: recent.filter(isOther), pending: pending.filter(isOther) };
}

/** The write that puts the new wording in the old one's place in its turn, with the old one kept beside it. */
export function rewordedTurn(
  stored: Stored<Owned<Turn>>,
  edit: { readonly edits: string; readonly text: string },
): Write | undefined {
  const { state } = stored.data;
  const before = state.inbound.find(({ id }) => id === edit.edits);
  if (!before || before.text === edit.text || before.deletedAt !== undefined) return undefined;
  const after = { ...before, text: edit.text, earlier: [...(before.earlier ?? []), before.text] };
  const inbound = state.inbound.map((each) => (each === before ? after : each));
  const next = { ...stored.data, state: { ...state, inbound } };
  return put(turns.collection, stored.id, next, { ifVersion: stored.version });
}

/** Whether the new wording says what the conversation already holds, as after a second report of one edit. */
export function isSameWording({ recent, pending }: Conversation, edits: string, text: string): boolean {
  const held = recent.find(({ id }) => id === edits)?.text ?? pending.find(({ id }) => id === edits)?.text;
  return held !== undefined && held === keptText(text);
}
