import type { Documents } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { OwnedDocument } from "../runtime/owned-document.ts";
import { Problem } from "./problem.ts";

/**
 * The state of a tenant's document; `what` is it in the code and in the words. Another tenant's is not found, like one
 * that never was. @throws Problem 404 `<what>-not-found`
 */
export async function foundState<D>(
  documents: Documents,
  tenantId: TenantId,
  { collection }: OwnedDocument<D>,
  { id, what }: { readonly id: string; readonly what: string },
): Promise<D> {
  const stored = await documents.get(tenantId, collection, id);
  if (!stored) throw new Problem(404, `${what}-not-found`, `There is no ${what} "${id}".`);
  return stored.data.state;
}
