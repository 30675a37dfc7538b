import type { PersonalCollection } from "../../../shared/customers/personal.ts";
import { personalDocuments } from "../../../shared/customers/personal-documents.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { keysOf } from "./person-keys.ts";

/** Everything stored about a customer, by collection. The step runner's own fields are left out. */
export async function exportOf(
  documents: Documents,
  tenantId: TenantId,
  wanted: { readonly customerId: string; readonly personal: readonly PersonalCollection[] },
): Promise<Record<string, unknown[]>> {
  const keys = await keysOf(documents, tenantId, wanted.customerId);
  const all: Record<string, unknown[]> = {};
  for (const of of wanted.personal) {
    const items: unknown[] = [];
    for await (const { data } of personalDocuments(documents, tenantId, { of, keys })) items.push(stateOf(data));
    all[of.collection.name] = items;
  }
  return all;
}

function stateOf(data: unknown): unknown {
  return data !== null && typeof data === "object" && "state" in data && "handled" in data ? data.state : data;
}
