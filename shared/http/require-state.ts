import type { Documents } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { OwnedDocument } from "../runtime/owned-document.ts";
import { Problem } from "./problem.ts";

/**
 * The state of a tenant's document. `what` names it in the error's code and text. Another tenant's document is reported
 * like one that does not exist.
 * @throws Problem 404 `<what>-not-found`
 */
export async function requireState<D>(
  documents: Documents,
  tenantId: TenantId,
  { collection }: OwnedDocument<D>,
  { id, what }: { readonly id: string; readonly what: string },
): Promise<D> {
  const stored = await documents.get(tenantId, collection, id);
  if (!stored) throw new Problem(404, `${what}-not-found`, `There is no ${what} "${id}".`);
  return stored.data.state;
}
