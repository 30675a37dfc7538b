import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { ownerOf } from "../../../../../shared/customers/identity.ts";
import { readCustomerOf } from "../../../../../shared/customers/store.ts";
import type { Documents } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { type Identity, unverified } from "../../../../../shared/tools/identity.ts";
import type { ConversationWith } from "../feature-state.ts";
import { rowOfKey } from "./find-rows.ts";
import type { identityState } from "./state.ts";

/**
 * Who the customer has proven to be, with the row as it is now. The proof is void once its time is over, the tenant
 * proves identity by another table, the row is gone, or the conversation is somebody else's: by another address, or by a
 * merge of customer records. Without a proof nothing is read.
 */
export async function currentIdentity(
  documents: Documents,
  of: {
    readonly tenantId: TenantId;
    readonly conversation: ConversationWith<typeof identityState>;
    readonly config: TenantConfig;
    readonly now: Date;
  },
): Promise<Identity> {
  const { tenantId, conversation, config, now } = of;
  const proven = conversation.identity;
  if (proven === null || now.toISOString() >= proven.until || config.identity?.table !== proven.table)
    return unverified;
  if (ownerOf(await documents.ids(tenantId), conversation) !== proven.owner) return unverified;
  const [customer, found] = await Promise.all([
    readCustomerOf(documents, tenantId, conversation, now),
    rowOfKey(documents, tenantId, proven),
  ]);
  if (customer.state.id !== proven.personId || found === undefined) return unverified;
  return { verified: true, table: proven.table, key: proven.key, fields: found.row };
}
