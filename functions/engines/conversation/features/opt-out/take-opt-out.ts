import { optedOut } from "../../../../../shared/customers/customer.ts";
import { ownerOf } from "../../../../../shared/customers/identity.ts";
import { type KnownCustomer, readCustomer, writeCustomer } from "../../../../../shared/customers/store.ts";
import { type MessageReceived, type OptOutReported, optOutReported } from "../../../../../shared/events/index.ts";
import { type Event, step } from "../../../../../shared/runtime/step.ts";
import type { ConversationWith } from "../feature-state.ts";
import type { StepDependencies } from "../feature-step.ts";
import type { optOutState } from "./state.ts";

type Conversation = ConversationWith<typeof optOutState>;

interface Found {
  readonly conversation: Conversation;
  readonly customer: KnownCustomer;
}

/**
 * A customer's opt-out ends with the customer and in the conversation, in one commit, which waits for no answer: one
 * that is being written meets a conflict and finds that it is not wanted any more. A STOP is confirmed by its own turn.
 */
export function takeOptOutStep({
  platform: { documents },
  activeConfig,
  conversations,
  sessions,
}: Pick<StepDependencies<typeof optOutState>, "platform" | "activeConfig" | "conversations" | "sessions">) {
  /** Where the first answer is still being written, or STOP is the customer's first word. */
  async function begun(event: Event<OptOutReported>, message: MessageReceived): Promise<Conversation> {
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
      const conversation = before ?? (message ? await begun(event, message) : undefined);
      if (!conversation) return undefined; // erased meanwhile: nobody is left to write to
      const customer = await readCustomer(documents, event.tenantId, ownerOf(event.tenantId, conversation), now);
      return { conversation, customer };
    },

    decide(_before, event, found, now) {
      if (!found) return undefined;
      const { conversation, customer } = found;
      const { channel, wording, message } = event.data;
      if (message ? hasHad(conversation, message.messageId) : customer.state.optOuts[channel] !== undefined)
        return undefined;
      const at = now.toISOString();
      const person = optedOut(customer.state, channel, at);
      const consent = { purpose: "marketing", channel, granted: false, wording, at } as const;
      const optOut = { at, turnId: message?.messageId ?? event.id, saidAt: message ? event.occurredAt : null };
      return {
        document: {
          ...conversation,
          ...(conversation.channel === channel ? { optOut } : {}),
          // Of a message it is its turn that counts: it may open a session.
          ...(message ? {} : { updatedAt: at }),
        },
        writes: [writeCustomer(customer, { ...person, consents: [...person.consents, consent] })],
      };
    },
  });
}

/** The message's turn has come already, and perhaps a START after it. */
function hasHad({ recent, optOut }: Conversation, messageId: string): boolean {
  return optOut?.turnId === messageId || recent.some(({ id }) => id === messageId);
}
