import { readHolder } from "../../../../../shared/contracts/conversation/conversation-holder.ts";
import { type OperatorActed, operatorActed } from "../../../../../shared/events/index.ts";
import { Problem } from "../../../../../shared/http/problem.ts";
import { requestedEvent } from "../../../../../shared/http/requested-event.ts";
import type { Documents } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../../shared/runtime/failures/errors.ts";
import type { Runner } from "../../../../../shared/runtime/runner.ts";
import type { Caller } from "../../../../../shared/security/tokens/identity.ts";
import type { Conversation } from "../../conversation.ts";
import { requireConversation } from "../../require-conversation.ts";
import { operators } from "../operators/operator.ts";
import { type operateStep, operatorConflicts } from "./operate.ts";

export interface ActDependencies {
  readonly runner: Runner;
  readonly documents: Documents;
  readonly operate: ReturnType<typeof operateStep>;
  readonly now: () => Date;
}

/**
 * Applies an operator's action once per Idempotency-Key. Returns the conversation afterwards.
 * @throws Problem 404 for an unknown conversation, 409 `conversation-held` or `conversation-moved-on`, 403 for a forced
 * action by a non-admin
 */
export async function requestOperatorAction(
  { runner, documents, operate, now }: ActDependencies,
  { identity, idempotencyKey }: { readonly identity: Caller; readonly idempotencyKey: string | undefined },
  wish: Omit<OperatorActed, "operator">,
): Promise<Conversation> {
  const { tenantId, subject, roles } = identity;
  const { action } = wish;
  if (wish.force && !roles.includes("admin"))
    throw new Problem(403, "force-forbidden", "Only an admin may take a conversation from another operator.");
  const { id: conversationId } = await requireConversation(documents, tenantId, wish.conversationId);
  const data = { ...wish, conversationId, force: wish.force ?? false, operator: subject };
  const event = requestedEvent(
    operatorActed,
    { identity, idempotencyKey },
    { action, key: conversationId, data, at: now() },
  );
  const options = { repeatable: idempotencyKey !== undefined };
  const state = await runner.run(operate, event, options).catch(async (error: unknown) => {
    if (!(error instanceof TerminalError) || !operatorConflicts.includes(error.code)) throw error;
    throw await conflict(documents, tenantId, { conversationId, error });
  });
  return state ?? requireConversation(documents, tenantId, conversationId);
}

/** Names the colleague who has the conversation: their id may be a number. */
async function conflict(
  documents: Documents,
  tenantId: TenantId,
  { conversationId, error }: { readonly conversationId: string; readonly error: TerminalError },
): Promise<Problem> {
  const { code, message: detail } = error;
  const holder = code === "conversation-held" ? await readHolder(documents, tenantId, conversationId) : null;
  if (holder === null) return new Problem(409, code, detail, { cause: error });
  const name = (await documents.get(tenantId, operators.collection, holder))?.data.state.name ?? holder;
  const held = `${name} has this conversation. An admin may force the action.`;
  return new Problem(409, code, held, { cause: error, members: { held_by: holder } });
}
