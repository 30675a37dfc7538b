import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { conversations } from "../conversations.ts";
import { type Candidate, type Operator, operators } from "./operator.ts";

/** Maximum operators considered for one handoff. */
const maxOnline = 100;

/** The online operators with their load. Costs one query, plus one for each operator that `may` accepts. */
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
    limit: maxOnline,
  });
  return Promise.all(
    online.items
      .filter(({ data }) => may(data.state))
      .map(async (stored) => ({ stored, load: await loadOf(documents, tenantId, stored.data.state) })),
  );
}

/** Counts an operator's open conversations by query, at most up to their capacity. */
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
