import { withOptOut } from "../../../../../shared/customers/customer.ts";
import { ownerOf } from "../../../../../shared/customers/identity.ts";
import { type CustomerSnapshot, readCustomer, writeCustomer } from "../../../../../shared/customers/store.ts";
import { type MessageReceived, type OptOutReported, optOutReported } from "../../../../../shared/events/index.ts";
import { type Event, step } from "../../../../../shared/runtime/step.ts";
import type { ConversationWith } from "../feature-state.ts";
import type { StepDependencies } from "../feature-step.ts";
import type { optOutState } from "./state.ts";

type Conversation = ConversationWith<typeof optOutState>;

interface Found {
  readonly conversation: Conversation;
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
    const config = await activeConfig(event.tenantId, message.configName);
    return sessions.applyInbound(undefined, { ...event, data: message }, config);
  }

  return step<OptOutReported, Conversation, Found | undefined>({
    name: "conversation-take-opt-out",
    on: optOutReported,
    document: conversations,
    documentId: ({ data }) => data.conversationId,
    exclusive: false,

    async gather(before, event, { now }) {
      const { message } = event.data;
      const conversation = before ?? (message ? await openConversation(event, message) : undefined);
      if (!conversation) return undefined; // erased meanwhile: nobody is left to write to
      const customer = await readCustomer(documents, event.tenantId, ownerOf(event.tenantId, conversation), now);
      return { conversation, customer };
    },

    decide(_before, event, found, now) {
      if (!found) return undefined;
      const { conversation, customer } = found;
      const { channel, wording, message } = event.data;
      if (message ? hasRun(conversation, message.messageId) : customer.state.optOuts[channel] !== undefined)
        return undefined;
      const at = now.toISOString();
      const person = withOptOut(customer.state, channel, at);
      const consent = { purpose: "marketing", channel, granted: false, wording, at } as const;
      const optOut = { at, turnId: message?.messageId ?? event.id, saidAt: message ? event.occurredAt : null };
      return {
        document: {
          ...conversation,
          ...(conversation.channel === channel ? { optOut } : {}),
          // For a message, its turn sets `updatedAt`, because that turn may open a session.
          ...(message ? {} : { updatedAt: at }),
        },
        writes: [writeCustomer(customer, { ...person, consents: [...person.consents, consent] })],
      };
    },
  });
}

/** True when the message's turn has already run. A START may have followed it. */
function hasRun({ recent, optOut }: Conversation, messageId: string): boolean {
  return optOut?.turnId === messageId || recent.some(({ id }) => id === messageId);
}
