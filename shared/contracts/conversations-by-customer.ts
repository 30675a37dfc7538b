import type { Collection, Documents } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import { type ConversationSummary, conversationSummaries } from "./conversation-summary.ts";

const byCustomer: Collection<{ readonly state: ConversationSummary }> = {
  ...conversationSummaries,
  indexes: [["state.customer.id", "state.updatedAt desc"]],
};

/** All conversations of a customer, newest first: one query for each hundred. */
export async function* conversationKeys(
  documents: Documents,
  tenantId: TenantId,
  customerId: string,
): AsyncGenerator<ConversationSummary> {
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, byCustomer, {
      where: [["state.customer.id", "==", customerId]],
      orderBy: { field: "state.updatedAt", direction: "desc" },
      limit: 100,
      cursor,
    });
    for (const { data } of page.items) yield data.state;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
