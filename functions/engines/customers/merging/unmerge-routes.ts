import { randomUUID } from "node:crypto";
import { z } from "zod";
import { customerSeparated } from "../../../../shared/events/index.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Envelope } from "../../../../shared/platform/bus.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { auditWrite } from "../../../../shared/security/audit.ts";
import type { Caller } from "../../../../shared/security/tokens/identity.ts";
import { retryContended } from "../retry-contended.ts";
import { CustomerView, customerView } from "../views.ts";
import { type Undoing, undoMerge } from "./unmerge.ts";

export const UnmergeView = z.object({
  separated: CustomerView,
  remaining: CustomerView,
  unclear_fields: z
    .array(z.string())
    .describe("Fields that stay with `remaining` although they may be the other's: look at them."),
});

interface UnmergeDependencies {
  readonly platform: Pick<Platform, "documents" | "bus">;
  readonly now: () => Date;
}

/** For mistakes: two people who were taken for one. */
export function unmergeRoutes(dependencies: UnmergeDependencies) {
  return [
    route({
      method: "POST",
      path: "/v1/customers/:id/unmerge",
      operationId: "unmergeCustomer",
      summary: "Undo a merge of two customers, by the id that was given up",
      description: "Two customers were taken for one person. What each said and gave goes back to them.",
      problems: {
        404: ["customer-not-found"],
        409: ["customer-not-merged", "several-merges", "merged-further", "customer-contended"],
      },
      tag: "Customers",
      permission: "customers:erase",
      params: z.object({ id: z.string().min(1).max(64) }),
      reply: UnmergeView,
      async handle({ identity, params }) {
        const { from, into, unclear } = await unmerge(dependencies, identity, params.id);
        const body = { separated: customerView(from), remaining: customerView(into), unclear_fields: [...unclear] };
        return { status: 200, body };
      },
    }),
  ];
}

async function unmerge(
  { platform: { documents, bus }, now }: UnmergeDependencies,
  { tenantId, subject }: Caller,
  id: string,
): Promise<Undoing> {
  return retryContended(async () => {
    const undoing = await undoMerge(documents, { tenantId, id, now: now() });
    const { id: target } = undoing.into;
    const detail = { separated: undoing.from.id };
    const entry = { id: randomUUID(), at: now().toISOString(), actor: subject, target, detail };
    await documents.commit(tenantId, [...undoing.writes, auditWrite({ ...entry, action: "customer-unmerged" })]);
    // Should the process die here, each conversation returns with the next message in it.
    await bus.publish(undoing.strayIds.map((conversationId) => separatedEvent(tenantId, conversationId, entry)));
    return undoing;
  });
}

function separatedEvent(
  tenantId: TenantId,
  conversationId: string,
  { id, at }: { readonly id: string; readonly at: string },
): Envelope {
  return envelopeOf(customerSeparated, {
    id: deriveId("separated", tenantId, id, conversationId),
    tenantId,
    key: conversationId,
    at: new Date(at),
    data: { conversationId },
  });
}
