import { conversationIdOf, earlierConversationIds } from "../../../../shared/channels/addresses/recipient.ts";
import { customerIdOf } from "../../../../shared/customers/identity.ts";
import { personalDataMoved } from "../../../../shared/events/customers.ts";
import { type Documents, put, remove, type Stored, type Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { RetryableError } from "../../../../shared/runtime/failures/errors.ts";
import type { Owned } from "../../../../shared/runtime/owned-document.ts";
import { type Decision, type NewEvent, newEvent } from "../../../../shared/runtime/step.ts";
import { clipToBytes } from "../../../../shared/schema/byte-budget.ts";
import { withMessages } from "../conversation.ts";
import { conversations, type StoredConversation } from "../conversations.ts";
import { mostLabels } from "../labelled-conversations.ts";
import { limits } from "../limits.ts";
import { movedConversations } from "../moved-conversations.ts";

/** A conversation that continues under another id, and what its commit does to the old one. */
export interface Moved {
  readonly conversation: StoredConversation;
  readonly writes: readonly Write[];
  readonly publish: readonly NewEvent[];
}

/**
 * The conversation with this address that an earlier release stored under another spelling of the number, or under an id
 * without the tenant's key. Costs a read when a conversation begins with a number that has two spellings or for a tenant
 * of such a release, and nothing otherwise.
 */
export async function earlierConversation(
  documents: Documents,
  tenantId: TenantId,
  { channel, address }: { readonly channel: StoredConversation["channel"]; readonly address: string },
): Promise<Moved | undefined> {
  const ids = await documents.ids(tenantId);
  for (const id of earlierConversationIds(ids, channel, address)) {
    const old = await readMovable(documents, tenantId, id);
    // The customer's old id leads to the new one, because the next write to the record joins both.
    if (old) return moveConversation(undefined, old, { ids, address, ofCustomer: false });
  }
  return undefined;
}

/** @throws RetryableError `conversation-sending` while its messages are leaving. */
export async function readMovable(
  documents: Documents,
  tenantId: TenantId,
  id: string,
): Promise<Stored<Owned<StoredConversation>> | undefined> {
  const stored = await documents.get(tenantId, conversations.collection, id);
  if (stored && stored.data.outbox.length > 0)
    throw new RetryableError("conversation-sending", "A message of the conversation to be moved is still leaving.", {
      retryAfterMs: 5_000,
    });
  return stored;
}

/** Continues `old` under the id of this address. The conversation that is there already keeps its own session. */
export function moveConversation(
  there: StoredConversation | undefined,
  old: Stored<Owned<StoredConversation>>,
  to: { readonly ids: TenantIds; readonly address: string; readonly ofCustomer: boolean },
): Moved {
  const { ids, address, ofCustomer } = to;
  const before = old.data.state;
  const { channel } = before;
  const id = conversationIdOf(ids, channel, address);
  const customerId = customerIdOf(ids, channel, address);
  const own = { id, customer: { ...before.customer, id: customerId, address } };
  const data = {
    channel,
    from: { conversationId: before.id, customerId: before.customer.id, address: before.customer.address },
    to: { conversationId: id, customerId, address },
    ofCustomer,
    round: 1,
  };
  return {
    conversation: there ? joinedConversation(there, before) : { ...before, ...own },
    writes: [
      remove(conversations.collection, old.id, { ifVersion: old.version }),
      put(movedConversations, old.id, { to: id }),
    ],
    publish: [newEvent(personalDataMoved, before.id, data)],
  };
}

function joinedConversation(there: StoredConversation, old: StoredConversation): StoredConversation {
  const said = [...old.recent, ...there.recent].sort((one, other) => (one.at < other.at ? -1 : 1));
  const withPerson = old.status === "escalated" && there.status !== "escalated";
  const { status, escalation, handoff } = withPerson ? old : there;
  const labels = [...new Set([...(there.labels ?? []), ...(old.labels ?? [])])].slice(0, mostLabels);
  return {
    ...there,
    status,
    escalation,
    handoff,
    labels,
    optOut: there.optOut ?? old.optOut,
    ...withMessages({ recent: [], unsummarised: there.unsummarised }, said),
    summary: clipToBytes([old.summary, there.summary].filter((text) => text !== "").join("\n"), limits.summary),
    turnCount: there.turnCount + old.turnCount,
    createdAt: old.createdAt,
  };
}

/** A step's decision together with the move that it starts from. */
export function withMove<D>(decision: Decision<D>, moved: Moved | undefined): Decision<D> {
  if (!moved) return decision;
  return {
    ...decision,
    writes: [...moved.writes, ...(decision.writes ?? [])],
    publish: [...(decision.publish ?? []), ...moved.publish],
  };
}
