import { conversationIdOf, earlierConversationIds } from "../../../../shared/channels/addresses/recipient.ts";
import {
  type CustomerNumberChanged,
  customerNumberChanged,
  personalDataMoved,
} from "../../../../shared/events/index.ts";
import type { Documents, Stored } from "../../../../shared/platform/documents.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import type { Owned } from "../../../../shared/runtime/owned-document.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { conversations, type StoredConversation } from "../conversations.ts";
import { moveConversation, readMovable } from "./move-conversation.ts";

interface Movable {
  readonly ids: TenantIds;
  readonly old: Stored<Owned<StoredConversation>>;
}

/** Meta's times are whole seconds. */
const secondMs = 1_000;

/**
 * Moves the conversation of a customer who took another number. The next owner of the old number starts a new
 * conversation. A conversation that began under the old number after the change is the next owner's and stays.
 */
export function followNumberStep({
  platform: { documents },
}: {
  readonly platform: { readonly documents: Documents };
}) {
  return step<CustomerNumberChanged, StoredConversation, Movable | undefined>({
    name: "conversation-follow-number",
    on: customerNumberChanged,
    publishes: [personalDataMoved],
    document: conversations,
    documentId: async ({ tenantId, data }) => conversationIdOf(await documents.ids(tenantId), data.channel, data.to),

    async gather(_there, { tenantId, data: { channel, from } }) {
      const ids = await documents.ids(tenantId);
      for (const id of [conversationIdOf(ids, channel, from), ...earlierConversationIds(ids, channel, from)]) {
        const old = await readMovable(documents, tenantId, id);
        if (old) return { ids, old };
      }
      return undefined;
    },

    decide(there, { data }, movable, now) {
      if (!movable) return undefined;
      const { ids, old } = movable;
      if (Date.parse(old.data.state.createdAt) >= Date.parse(data.at) + secondMs) return undefined;
      const moved = moveConversation(there, old, { ids, address: data.to, ofCustomer: true });
      const { conversation, writes, publish } = moved;
      return { document: { ...conversation, updatedAt: now.toISOString() }, writes, publish };
    },
  });
}
