import { addConsent } from "../../../../../shared/customers/consents.ts";
import { withOptOut, withoutOptOut } from "../../../../../shared/customers/customer.ts";
import { ownerOf, withChannelAddress } from "../../../../../shared/customers/identity.ts";
import { type CustomerSnapshot, readCustomerOf, writeCustomer } from "../../../../../shared/customers/store.ts";
import {
  type MessageReceived,
  type OptOutReported,
  optOutReported,
  personalDataMoved,
} from "../../../../../shared/events/index.ts";
import type { Write } from "../../../../../shared/platform/documents.ts";
import { type Decision, type Event, type NewEvent, step } from "../../../../../shared/runtime/step.ts";
import type { ConversationWith } from "../feature-state.ts";
import type { StepDependencies } from "../feature-step.ts";
import type { optOutState } from "./state.ts";

type Conversation = ConversationWith<typeof optOutState>;

interface Found {
  readonly conversation: Conversation;
  /** What its move from another spelling of the number needs. */
  readonly moved?: { readonly writes: readonly Write[]; readonly publish: readonly NewEvent[] } | undefined;
  readonly customer: CustomerSnapshot;
}

/**
 * Records a customer's opt-out in the customer and the conversation, in one commit. The commit waits for no answer: a
 * turn in progress meets a conflict and drops its answer. The STOP's own turn confirms it.
 */
export function takeOptOutStep({
  platform: { documents },
  activeConfig,
  conversations,
  sessions,
}: Pick<StepDependencies<typeof optOutState>, "platform" | "activeConfig" | "conversations" | "sessions">) {
  /** Opens a conversation when its first answer is still being written, or STOP is the customer's first message. */
  async function openConversation(event: Event<OptOutReported>, message: MessageReceived): Promise<Conversation> {
    const ids = await documents.ids(event.tenantId);
    const customer = { address: message.customerAddress, claim: message.claim };
    const owner = ownerOf(ids, { channel: message.channel, customer });
    const config = await activeConfig(event.tenantId, message.configName, owner);
    return sessions.applyInbound(ids, undefined, { ...event, data: message }, config);
  }

  return step<OptOutReported, Conversation, Found | undefined>({
    name: "conversation-take-opt-out",
    on: optOutReported,
    publishes: [personalDataMoved],
    document: conversations,
    documentId: ({ data }) => data.conversationId,
    exclusive: false,

    async gather(stored, event, { now }) {
      const { message } = event.data;
      const from = message && { channel: message.channel, address: message.customerAddress };
      const moved = stored || !from ? undefined : await sessions.earlierConversation(documents, event.tenantId, from);
      const before = stored ?? moved?.conversation;
      const conversation = before ?? (message ? await openConversation(event, message) : undefined);
      if (!conversation) return undefined; // erased meanwhile: nobody is left to write to
      const customer = await readCustomerOf(documents, event.tenantId, conversation, now);
      return { conversation, customer, moved };
    },

    decide(_before, event, found, now) {
      if (!found) return undefined;
      const decision = event.data.ended ? endOptOut(found, event.data, now) : recordOptOut(found, event, now);
      const { writes = [], publish = [] } = found.moved ?? {};
      return decision && { ...decision, writes: [...writes, ...(decision.writes ?? [])], publish };
    },
  });
}

function recordOptOut(
  { conversation, customer }: Found,
  { id, occurredAt, data }: Event<OptOutReported>,
  now: Date,
): Decision<Conversation> | undefined {
  const { channel, wording, message, confirmedBy } = data;
  if (message && hasRun(conversation, message.messageId)) return undefined;
  const isRecorded = customer.state.optOuts[channel] !== undefined;
  const isSilent = conversation.optOut !== null || conversation.channel !== channel;
  if (!message && isRecorded && isSilent) return undefined;
  const at = now.toISOString();
  const optOut = { at, turnId: message?.messageId ?? confirmedBy ?? id, saidAt: message ? occurredAt : null };
  const known = withChannelAddress(customer.state, conversation, at);
  const person = withOptOut(known, channel, at);
  const consent = { purpose: "marketing", channel, granted: false, wording, at } as const;
  return {
    document: {
      ...conversation,
      ...(conversation.channel === channel && (message || conversation.optOut === null) ? { optOut } : {}),
      // For a message, its turn sets `updatedAt`, because that turn may open a session.
      ...(message ? {} : { updatedAt: at }),
    },
    writes:
      isRecorded && !message
        ? []
        : writeCustomer(customer, { ...person, consents: addConsent(person.consents, consent) }),
  };
}

/** An operator recorded that the customer wants messages again. */
function endOptOut(
  { conversation, customer }: Found,
  { channel }: OptOutReported,
  now: Date,
): Decision<Conversation> | undefined {
  const isRecorded = customer.state.optOuts[channel] !== undefined;
  if (!isRecorded && conversation.optOut === null) return undefined;
  const at = now.toISOString();
  return {
    document: { ...conversation, ...(conversation.channel === channel ? { optOut: null } : {}), updatedAt: at },
    writes: isRecorded ? writeCustomer(customer, withoutOptOut(customer.state, channel, at)) : [],
  };
}

/** True when the message's turn has already run. A START may have followed it. */
function hasRun({ recent, optOut }: Conversation, messageId: string): boolean {
  return optOut?.turnId === messageId || recent.some(({ id }) => id === messageId);
}
