import { ownerOf } from "../../../../shared/customers/identity.ts";
import { type CustomerSeparated, customerSeparated } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { step } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import { conversations } from "../conversations.ts";

/** Puts a conversation under the id of its own address, where an older release stored that of a named person. */
export function returnToOwnerStep({
  platform: { documents },
}: {
  readonly platform: { readonly documents: Documents };
}) {
  return step<CustomerSeparated, Conversation, TenantIds>({
    name: "conversation-return-to-owner",
    on: customerSeparated,
    document: conversations,
    documentId: ({ data }) => data.conversationId,

    gather: async (_before, { tenantId }) => documents.ids(tenantId),

    decide(before, _event, ids) {
      if (!before) return undefined; // erased meanwhile
      return { document: { ...before, customer: { ...before.customer, id: ownerOf(ids, before) } } };
    },
  });
}
