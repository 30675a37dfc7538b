import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { identityOf, isVouchedFor, ownerOf, senderKeyOf } from "../../../../../shared/customers/identity.ts";
import { readCustomerOf } from "../../../../../shared/customers/store.ts";
import type { Documents } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { contactIdentityOf } from "../../../../../shared/tools/contact.ts";
import { type Identity, unverified } from "../../../../../shared/tools/identity.ts";
import type { ConversationWith } from "../feature-state.ts";
import { rowOfKey, rowsOfContact } from "./find-rows.ts";
import type { identityState } from "./state.ts";

interface Asked {
  readonly tenantId: TenantId;
  readonly conversation: ConversationWith<typeof identityState>;
  readonly config: TenantConfig;
  readonly now: Date;
}

/**
 * Who the customer has proven to be, with the row as it is now. A proof is void once its time is over, the tenant
 * proves identity by another table, the row is gone, or the conversation is somebody else's: by another address, or by a
 * merge of customer records. Without a proof nothing is read, unless the channel's address is one.
 */
export async function currentIdentity(
  documents: Documents,
  asked: Asked,
): Promise<{
  readonly identity: Identity;
  /** False when the conversation has no proof, or its proof is void. */
  readonly proofHolds: boolean;
}> {
  const proven = await provenIdentity(documents, asked);
  return proven.verified
    ? { identity: proven, proofHolds: true }
    : { identity: await identityOfChannel(documents, asked), proofHolds: false };
}

async function provenIdentity(documents: Documents, { tenantId, conversation, config, now }: Asked): Promise<Identity> {
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

/** The only row with the address that the channel verifies. Two people may share a phone. */
async function identityOfChannel(documents: Documents, { tenantId, conversation, config }: Asked): Promise<Identity> {
  if (!config.identity?.by.includes("channel")) return unverified;
  const { kind } = identityOf(conversation.channel, senderKeyOf(conversation.customer));
  const contact = isVouchedFor(kind) ? contactIdentityOf(conversation) : undefined;
  if (contact === undefined) return unverified;
  const { table } = config.identity;
  const [found, ...others] = await rowsOfContact(documents, tenantId, table, contact);
  return found && others.length === 0 ? { verified: true, table, key: found.key, fields: found.row } : unverified;
}
