import type { Documents, Stored } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { PersonalCollection } from "./personal.ts";

/** The ids under which a person's data is stored. */
export interface PersonKeys {
  readonly customerIds: readonly string[];
  readonly conversationIds: readonly string[];
}

const pageSize = 100;

/** The first documents of a kind about this person, for removal page by page. */
export async function firstPersonalDocuments(
  documents: Documents,
  tenantId: TenantId,
  { of, keys, limit }: { readonly of: PersonalCollection; readonly keys: PersonKeys; readonly limit: number },
): Promise<readonly Stored<unknown>[]> {
  const some: Stored<unknown>[] = [];
  for await (const document of personalDocuments(documents, tenantId, { of, keys, pageSize: limit })) {
    some.push(document);
    if (some.length === limit) break;
  }
  return some;
}

export async function* personalDocuments(
  documents: Documents,
  tenantId: TenantId,
  wanted: { readonly of: PersonalCollection; readonly keys: PersonKeys; readonly pageSize?: number },
): AsyncGenerator<Stored<unknown>> {
  const { of } = wanted;
  const { collection, by, field, order, direction } = of;
  for (const id of by === "customer" ? wanted.keys.customerIds : wanted.keys.conversationIds) {
    let cursor: string | undefined;
    do {
      const page = await documents.query(tenantId, collection, {
        where: [[field, "==", id]],
        ...(order ? { orderBy: { field: order, direction } } : {}),
        limit: wanted.pageSize ?? pageSize,
        cursor,
      });
      for (const document of page.items)
        if (of.isAbout?.(document.data, tenantId, wanted.keys.customerIds) ?? true) yield document;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
}
