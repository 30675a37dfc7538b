import type { TenantConfig } from "../../../../../shared/config/index.ts";
import type { Documents } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { conversations } from "../../conversations.ts";
import { byPlace, mayTake, type Need } from "./choose-operator.ts";
import { type Candidate, type Operator, operators } from "./operator.ts";

const pageSize = 100;
/** Operators whose load is counted at the same time. */
const countedAtOnce = 50;

/**
 * Operators who are online and may take the handoff, with their load; at least one with room where there is one, however
 * many are online. One query for each hundred online, and one for each operator whose load is counted: those who are
 * asked first, and further ones only while all of them are full.
 */
export async function candidatesFor(
  documents: Documents,
  tenantId: TenantId,
  { need, config, now }: { readonly need: Need; readonly config: TenantConfig; readonly now: Date },
): Promise<readonly Candidate[]> {
  const online = await onlineOperators(documents, tenantId, now);
  const able = online.filter(
    ({ data: { state } }) => !need.handoff.tried.includes(state.id) && mayTake(state, need, config),
  );
  const inOrder = byPlace(
    able.map((stored) => ({ stored, load: 0 })),
    need,
    config,
  );
  for (let from = 0; from < inOrder.length; from += countedAtOnce) {
    const counted = await Promise.all(
      inOrder.slice(from, from + countedAtOnce).map(async ({ stored }) => {
        const load = await loadOf(documents, tenantId, stored.data.state);
        return { stored, load };
      }),
    );
    const free = counted.filter(({ stored, load }) => load < stored.data.state.maxConversations);
    if (free.length > 0) return free;
  }
  return [];
}

async function onlineOperators(documents: Documents, tenantId: TenantId, now: Date): Promise<Candidate["stored"][]> {
  const online: Candidate["stored"][] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, operators.collection, {
      where: [
        ["state.presence", "==", "online"],
        ["state.presenceUntil", ">", now.toISOString()],
      ],
      limit: pageSize,
      cursor,
    });
    online.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return online;
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
