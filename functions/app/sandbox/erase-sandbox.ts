import { z } from "zod";
import { activeConfigs } from "../../../shared/config/versions/version-documents.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import { type Collection, type Documents, remove } from "../../../shared/platform/documents.ts";
import { dataKeys } from "../../../shared/platform/sealing/seal.ts";
import { platformScope, type TenantId } from "../../../shared/platform/tenant.ts";
import { isSandboxTenant } from "../../../shared/runtime/sandbox/outside.ts";
import type { StoredCollection } from "../collections/stored-collection.ts";

const perCommit = 200;

/** What it takes to erase a sandbox. */
export interface EraseDependencies {
  readonly documents: Documents;
  readonly blobs: Blobs;
  /** Every collection of the product. */
  collections(): Promise<readonly StoredCollection[]>;
}

/**
 * Removes every document and file of a sandbox tenant. What a late turn writes must still be readable, so the tenant's key
 * goes in a last round (`withKey`), minutes later. @returns how many documents were removed
 */
export async function eraseSandbox(
  { documents, blobs, collections }: EraseDependencies,
  sandbox: TenantId,
  { withKey }: { readonly withKey: boolean },
): Promise<number> {
  if (!isSandboxTenant(sandbox)) throw new Error(`${sandbox} is no sandbox tenant and is not erased.`);
  let erased = 0;
  const stored = (await collections()).filter(({ name }) => name !== dataKeys.name);
  for (const { collection } of withKey ? [...stored, { collection: dataKeys as Collection<unknown> }] : stored) {
    const sealed = { ...collection, schema: z.unknown(), confidential: false };
    for (;;) {
      const { items } = await documents.query(sandbox, sealed, { limit: perCommit });
      if (items.length === 0) break;
      await documents.commit(
        sandbox,
        items.map(({ id }) => remove(collection, id)),
      );
      erased += items.length;
    }
  }
  for (const { name } of await blobs.list(sandbox, "")) await blobs.delete(sandbox, name);
  await documents.commit(platformScope, [remove(activeConfigs, sandbox)]);
  return erased;
}
