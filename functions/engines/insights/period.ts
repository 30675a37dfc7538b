import { z } from "zod";
import type { Collection, Documents, QueryCondition } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";

/** Query parameters of every summary: from `from` (inclusive) to `to` (exclusive). Both are optional. */
export const Period = z.object({
  from: z.iso
    .datetime({ offset: true })
    .optional()
    .describe("Start of the period, inclusive: an ISO time with an offset."),
  to: z.iso.datetime({ offset: true }).optional().describe("End of the period, exclusive: an ISO time with an offset."),
});
export type Period = z.infer<typeof Period>;

/** Maximum number of documents per summary. A longer period must be requested in parts. */
const maxDocuments = 10_000;
const pageLength = 200;

/** The period as query conditions on `field`, which holds ISO times in UTC. */
export function within({ from, to }: Period, field: string): QueryCondition[] {
  return [
    ...(from ? [[field, ">=", new Date(from).toISOString()] as const] : []),
    ...(to ? [[field, "<", new Date(to).toISOString()] as const] : []),
  ];
}

/** Reads the documents of a period, oldest first. `truncated` is true if the period exceeds the limit of one summary. */
export async function readPeriod<T>(
  documents: Documents,
  tenantId: TenantId,
  {
    collection,
    field,
    period,
  }: { readonly collection: Collection<T>; readonly field: string; readonly period: Period },
): Promise<{ readonly items: readonly T[]; readonly truncated: boolean }> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, collection, {
      where: within(period, field),
      orderBy: { field, direction: "asc" },
      limit: pageLength,
      cursor,
    });
    items.push(...page.items.map(({ data }) => data));
    cursor = page.nextCursor;
  } while (cursor !== undefined && items.length < maxDocuments);
  return { items, truncated: cursor !== undefined };
}
