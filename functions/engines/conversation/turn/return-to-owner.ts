import { ownerOf } from "../../../../shared/customers/identity.ts";
import { type CustomerSeparated, customerSeparated } from "../../../../shared/events/index.ts";
import { step } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import { conversations } from "../conversations.ts";

/** Puts a conversation under the id of its own address, where an older release stored that of a named person. */
export const returnToOwner = step<CustomerSeparated, Conversation, undefined>({
  name: "conversation-return-to-owner",
  on: customerSeparated,
  document: conversations,
  documentId: ({ data }) => data.conversationId,

  decide(before, { tenantId }) {
    if (!before) return undefined; // erased meanwhile
    return { document: { ...before, customer: { ...before.customer, id: ownerOf(tenantId, before) } } };
  },
});
