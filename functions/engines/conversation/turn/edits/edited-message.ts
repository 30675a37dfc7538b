import { type Documents, put, type Stored, type Write } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import type { Owned } from "../../../../../shared/runtime/owned-document.ts";
import { withWording } from "../../bounded-content.ts";
import type { Conversation } from "../../conversation.ts";
import { type Turn, turns } from "../../turn-record.ts";

/** The turns that hold a customer's message or a new wording of it, as far as the conversation still knows them. */
export async function turnsOfMessage(
  documents: Pick<Documents, "get">,
  tenantId: TenantId,
  conversation: Pick<Conversation, "id" | "recent">,
  messageId: string,
): Promise<readonly Stored<Owned<Turn>>[]> {
  const known = conversation.recent.find(({ id }) => id === messageId)?.turnId;
  // A message that was answered alone gave its turn its id.
  const ids = [...new Set([messageId, ...(known === undefined ? [] : [known])])];
  const found = await Promise.all(ids.map((id) => documents.get(tenantId, turns.collection, id)));
  return found.flatMap((stored) => {
    const { state } = stored?.data ?? {};
    const holds = state?.inbound.some(({ id, edits }) => id === messageId || edits === messageId);
    return stored && holds && state?.conversationId === conversation.id ? [stored] : [];
  });
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
  const after = { ...before, text: edit.text, earlier: withWording(before) };
  const inbound = state.inbound.map((each) => (each === before ? after : each));
  const next = { ...stored.data, state: { ...state, inbound } };
  return put(turns.collection, stored.id, next, { ifVersion: stored.version });
}
