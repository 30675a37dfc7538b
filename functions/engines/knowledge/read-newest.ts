import type { Collection, Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";

const maxDocuments = 5_000;
const pageLength = 200;

/** The newest documents by a time, newest first. `truncated` is true when there are more than one summary reads. */
export async function readNewest<T>(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
  of: {
    readonly collection: Collection<T>;
    readonly field: string;
    readonly since?: string | undefined;
    readonly max?: number;
  },
): Promise<{ readonly items: readonly T[]; readonly truncated: boolean }> {
  const { collection, field, since, max = maxDocuments } = of;
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, collection, {
      where: since === undefined ? [] : [[field, ">=", since]],
      orderBy: { field, direction: "desc" },
      limit: pageLength,
      cursor,
    });
    items.push(...page.items.map(({ data }) => data));
    cursor = page.nextCursor;
  } while (cursor !== undefined && items.length < max);
  return { items, truncated: cursor !== undefined };
}
