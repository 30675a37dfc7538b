import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { conversations } from "../conversations.ts";
import { type Candidate, type Operator, operators } from "./operator.ts";

/** Operators looked at for one handoff. */
const mostOnline = 100;

/** Who is online, with their load. One query, and one more for each of them that `may` takes. */
export async function candidatesFor(
  documents: Documents,
  tenantId: TenantId,
  now: Date,
  may: (operator: Operator) => boolean,
): Promise<Candidate[]> {
  const online = await documents.query(tenantId, operators.collection, {
    where: [
      ["state.presence", "==", "online"],
      ["state.presenceUntil", ">", now.toISOString()],
    ],
    limit: mostOnline,
  });
  return Promise.all(
    online.items
      .filter(({ data }) => may(data.state))
      .map(async (stored) => ({ stored, load: await loadOf(documents, tenantId, stored.data.state) })),
  );
}

/** Conversations in the operator's hands, counted by query up to as many as they may have. */
export async function loadOf(documents: Documents, tenantId: TenantId, operator: Operator): Promise<number> {
  if (operator.maxConversations === 0) return 0;
  const { items } = await documents.query(tenantId, conversations.collection, {
    where: [
      ["state.handoff.open", "==", true],
      ["state.handoff.assignedTo", "==", operator.id],
    ],
    orderBy: { field: "state.handoff.order", direction: "asc" },
    limit: operator.maxConversations,
  });
  return items.length;
}
