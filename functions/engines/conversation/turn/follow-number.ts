import { conversationIdOf, earlierConversationIds } from "../../../../shared/channels/recipient.ts";
import { type CustomerNumberChanged, customerNumberChanged } from "../../../../shared/events/index.ts";
import type { Documents, Stored } from "../../../../shared/platform/documents.ts";
import type { Owned } from "../../../../shared/runtime/owned-document.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { conversations, type StoredConversation } from "../conversations.ts";
import { moveConversation, readMovable } from "./move-conversation.ts";

/** Meta's times are whole seconds. */
const secondMs = 1_000;

/**
 * Moves the conversation of a customer who took another number. Whoever gets the old number starts anew. A conversation
 * that began under the old number after the change is the next owner's and stays.
 */
export function followNumberStep({
  platform: { documents },
}: {
  readonly platform: { readonly documents: Documents };
}) {
  return step<CustomerNumberChanged, StoredConversation, Stored<Owned<StoredConversation>> | undefined>({
    name: "conversation-follow-number",
    on: customerNumberChanged,
    document: conversations,
    documentId: ({ tenantId, data }) => conversationIdOf(tenantId, data.channel, data.to),

    async gather(_there, { tenantId, data: { channel, from } }) {
      for (const id of [
        conversationIdOf(tenantId, channel, from),
        ...earlierConversationIds(tenantId, channel, from),
      ]) {
        const old = await readMovable(documents, tenantId, id);
        if (old) return old;
      }
      return undefined;
    },

    decide(there, { tenantId, data }, old, now) {
      if (!old || Date.parse(old.data.state.createdAt) >= Date.parse(data.at) + secondMs) return undefined;
      const moved = moveConversation(there, old, { tenantId, address: data.to, ofCustomer: true });
      const { conversation, writes, publish } = moved;
      return { document: { ...conversation, updatedAt: now.toISOString() }, writes, publish };
    },
  });
}
