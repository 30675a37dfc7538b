import { z } from "zod";
import { Paging, pageOf } from "../../../../shared/http/paging.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { auditEntries } from "../../../../shared/security/audit.ts";
import { namesOfAccounts } from "./audit-names.ts";

const AuditView = z.object({
  at: z.string().describe("When it was done."),
  actor: z.string().describe("Who did it: the subject of their session, token or key."),
  actor_name: z.string().nullable().describe("What this person is called. Null for a token, a key or a program."),
  action: z.string().describe("What was done."),
  target: z.string().describe("The id of the customer, client or person whose data it was."),
  target_name: z.string().nullable().describe("What this client or person is called. Null for a customer."),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).describe("More about it, without personal data."),
});

export function auditRoutes({ documents }: { readonly documents: Documents }) {
  return [
    route({
      method: "GET",
      path: "/v1/audit",
      operationId: "listAudit",
      summary: "List the audit log, newest first",
      description: "Who changed or read whose data, and when.",
      tag: "Customers",
      permission: "customers:erase",
      query: Paging.extend({
        target: z.string().min(1).max(64).optional().describe("Only entries about this customer."),
      }),
      reply: pageOf(AuditView),
      async handle({ identity: { tenantId }, query: { target, ...paging } }) {
        const page = await documents.query(tenantId, auditEntries, {
          where: target === undefined ? [] : [["target", "==", target]],
          orderBy: { field: "at", direction: "desc" },
          ...paging,
        });
        const nameOf = namesOfAccounts(documents);
        const views = page.items.map(async ({ data: { id: _, ...entry } }) => ({
          ...entry,
          actor_name: await nameOf.actor(entry),
          target_name: await nameOf.target(entry),
        }));
        return { status: 200, body: { items: await Promise.all(views), next_cursor: page.nextCursor ?? null } };
      },
    }),
  ];
}
