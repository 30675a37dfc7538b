import { optedOut } from "../../shared/customers/customer.ts";
import { type KnownCustomer, readCustomer, writeCustomer } from "../../shared/customers/store.ts";
import { type OptOutReported, optOutReported } from "../../shared/events/index.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import { step } from "../../shared/runtime/step.ts";
import { type Conversation, conversations } from "./conversation.ts";

/** A provider's word that a customer opted out ends with the customer and in the conversation, in one commit. */
export function takeOptOutStep({ platform }: { readonly platform: { readonly documents: Documents } }) {
  return step<OptOutReported, Conversation, KnownCustomer | undefined>({
    name: "conversation-take-opt-out",
    on: optOutReported,
    owns: conversations,
    documentId: ({ data }) => data.conversationId,

    async gather(conversation, { tenantId }, { now }) {
      return conversation && readCustomer(platform.documents, tenantId, conversation.customer.id, now);
    },

    decide(conversation, event, customer, now) {
      if (!conversation || !customer) return undefined; // erased meanwhile: nobody is left to write to
      const { channel, wording } = event.data;
      const at = now.toISOString();
      if (customer.state.optOuts[channel] !== undefined) return undefined;
      const person = optedOut(customer.state, channel, at);
      const consent = { purpose: "marketing", channel, granted: false, wording, at } as const;
      const optOut = conversation.channel === channel ? { at, turnId: event.id } : conversation.optOut;
      return {
        document: { ...conversation, optOut, updatedAt: at },
        records: [writeCustomer(customer, { ...person, consents: [...person.consents, consent] })],
      };
    },
  });
}
