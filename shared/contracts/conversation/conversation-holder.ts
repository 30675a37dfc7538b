import { z } from "zod";
import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { readModel } from "../read-model.ts";

/**
 * A handoff's stage. `queued`: waiting for an operator. `assigned`: one operator is asked to take it. `with_operator`:
 * the operator has taken it. `released`: it went back to the agent, or was closed.
 */
export const HandoffStage = z.literal(["queued", "assigned", "with_operator", "released"]);
export type HandoffStage = z.infer<typeof HandoffStage>;

/** Who is responsible for a conversation during its handoff. */
export const HandoffHolder = z.object({ stage: HandoffStage, assignedTo: z.string().nullable() });

/** The conversation engine owns these documents. */
export const conversationHolders = readModel({
  name: "conversations",
  state: z.object({ handoff: HandoffHolder.nullable() }),
  indexes: [],
});

/** Prefixes of the names of people who answer outside the inbox: `zendesk:417`, `app:instagram`, `telephone:+9180…`. */
export const outsidePrefixes = { helpDesk: "zendesk:", app: "app:", telephone: "telephone:" } as const;

/**
 * The operator who has taken the conversation in the inbox. People outside the inbox hold no conversation: anybody may
 * take over from them.
 */
export function holderOf({
  handoff,
}: {
  readonly handoff: Pick<z.infer<typeof HandoffHolder>, "stage" | "assignedTo"> | null;
}): string | null {
  if (handoff?.stage !== "with_operator" || handoff.assignedTo === null) return null;
  const { assignedTo } = handoff;
  return Object.values(outsidePrefixes).some((prefix) => assignedTo.startsWith(prefix)) ? null : assignedTo;
}

/** The holder of a stored conversation; null also where there is no such conversation. */
export async function readHolder(
  documents: Documents,
  tenantId: TenantId,
  conversationId: string,
): Promise<string | null> {
  const stored = await documents.get(tenantId, conversationHolders, conversationId);
  return stored ? holderOf(stored.data.state) : null;
}
