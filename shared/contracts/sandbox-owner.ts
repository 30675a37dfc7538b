import { z } from "zod";
import { type Collection, type Documents, put } from "../platform/documents.ts";
import { TenantId } from "../platform/tenant.ts";
import { isSandboxTenant } from "../runtime/sandbox/outside.ts";

const SandboxOwner = z.object({ owner: TenantId });

/** In a sandbox tenant that tries a client's configuration: whose it is. One document. A demo has none. */
export const sandboxOwners: Collection<z.infer<typeof SandboxOwner>> = {
  name: "sandbox-owners",
  schema: SandboxOwner,
  indexes: [],
  confidential: false,
  personal: "nothing",
};
const onlyDocument = "owner";

/** Has the sandbox's agent quote the documents of the client whose configuration it tries. It can only read them. */
export async function lendDocuments(
  documents: Pick<Documents, "commit">,
  sandbox: TenantId,
  owner: TenantId,
): Promise<void> {
  await documents.commit(sandbox, [put(sandboxOwners, onlyDocument, { owner })]);
}

/** Whose documents a tenant's agent quotes: its own, and in a sandbox those of the client whose configuration it tries. */
export async function ownerOfDocuments(documents: Pick<Documents, "get">, tenantId: TenantId): Promise<TenantId> {
  if (!isSandboxTenant(tenantId)) return tenantId;
  return (await documents.get(tenantId, sandboxOwners, onlyDocument))?.data.owner ?? tenantId;
}
