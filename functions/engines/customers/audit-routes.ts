import { z } from "zod";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { auditEntries } from "../../../shared/security/audit.ts";

const AuditView = z.object({
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  target: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
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
        return { status: 200, body: toPage(page, ({ data: { id: _, ...entry } }) => entry) };
      },
    }),
  ];
}
