import { z } from "zod";
import type { Collection, Documents } from "../platform/documents.ts";
import { TenantId } from "../platform/tenant.ts";
import { isSandboxTenant } from "../runtime/sandbox/outside.ts";

const DraftOwner = z.object({ owner: TenantId });

/** In the sandbox tenant of a draft: whose configuration it tries. One document. */
export const draftOwners: Collection<z.infer<typeof DraftOwner>> = {
  name: "draft-owners",
  schema: DraftOwner,
  indexes: [],
  confidential: false,
  personal: "nothing",
};
export const draftOwnerDocument = "draft";

/** Whose documents a tenant's agent quotes: those of its own, and in a draft those of the client who tries it. */
export async function ownerOfDocuments(documents: Pick<Documents, "get">, tenantId: TenantId): Promise<TenantId> {
  if (!isSandboxTenant(tenantId)) return tenantId;
  return (await documents.get(tenantId, draftOwners, draftOwnerDocument))?.data.owner ?? tenantId;
}
