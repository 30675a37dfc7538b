import { z } from "zod";
import type { Collection, Documents, QueryCondition } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";

/** The query of every summary: from `from` up to `to`; without them everything until now. */
export const Period = z.object({
  from: z.iso.datetime({ offset: true }).optional().describe("From then on, an ISO time with its offset."),
  to: z.iso.datetime({ offset: true }).optional().describe("Before then."),
});
export type Period = z.infer<typeof Period>;

/** Documents one summary reads at most; a longer period is to be asked for in parts. */
const documentsRead = 10_000;
const pageLength = 200;

/** The conditions on `field`, which holds ISO times in UTC. */
export function within({ from, to }: Period, field: string): QueryCondition[] {
  return [
    ...(from ? [[field, ">=", new Date(from).toISOString()] as const] : []),
    ...(to ? [[field, "<", new Date(to).toISOString()] as const] : []),
  ];
}

/** Everything of a period, oldest first, page by page; `truncated` when there was more than one summary may read. */
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
  } while (cursor !== undefined && items.length < documentsRead);
  return { items, truncated: cursor !== undefined };
}
