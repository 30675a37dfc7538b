import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Problem } from "../../../shared/http/problem.ts";
import { route } from "../../../shared/http/route.ts";
import { type Documents, VersionConflict } from "../../../shared/platform/documents.ts";
import { audited } from "../../../shared/security/audit.ts";
import type { Caller } from "../../../shared/security/identity.ts";
import { type Undoing, undoMerge } from "./unmerge.ts";
import { CustomerView, customerView } from "./views.ts";

export const UnmergeView = z.object({
  separated: CustomerView,
  remaining: CustomerView,
  unclear_fields: z
    .array(z.string())
    .describe("Fields that stay with `remaining` although they may be the other's: look at them."),
});

/** Tries of a write that another one comes before. */
const attempts = 5;

/** For mistakes: two people who were taken for one. */
export function unmergeRoutes(dependencies: { readonly documents: Documents; readonly now: () => Date }) {
  return [
    route({
      method: "POST",
      path: "/v1/customers/:id/unmerge",
      operationId: "unmergeCustomer",
      summary: "Undo a merge of two customers, by the id that was given up",
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
  { documents, now }: { readonly documents: Documents; readonly now: () => Date },
  { tenantId, subject }: Caller,
  id: string,
): Promise<Undoing> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const undoing = await undoMerge(documents, { tenantId, id, now: now() });
    const { id: target } = undoing.into;
    const detail = { separated: undoing.from.id };
    const entry = { id: randomUUID(), at: now().toISOString(), actor: subject, target, detail };
    try {
      await documents.commit(tenantId, [...undoing.writes, audited({ ...entry, action: "customer-unmerged" })]);
      return undoing;
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
    }
  }
  throw new Problem(409, "customer-contended", "This customer is being changed by others: try again.");
}
