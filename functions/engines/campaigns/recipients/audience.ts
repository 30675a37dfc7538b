import { channels } from "../../../../shared/channels/definitions.ts";
import { type Customer, customers } from "../../../../shared/customers/customer.ts";
import { consentTo } from "../../../../shared/customers/may-contact.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { CampaignChannel } from "../campaign.ts";
import type { Row } from "./read-recipients.ts";

/** Selects the tenant's customers that a campaign is sent to. */
export interface Audience {
  /** Required values of fields collected from customers. */
  readonly fields: Readonly<Record<string, string>>;
  /** Only customers who consented to marketing. */
  readonly consented: boolean;
  /** Bounds of the customer record's last change, as ISO times. */
  readonly updatedAfter: string | undefined;
  readonly updatedBefore: string | undefined;
  /** Excludes customers who received a proactive message within this number of days. */
  readonly notContactedForDays: number | undefined;
}

const pageSize = 200;

/** Returns matching customers as recipient rows, at most `limit`. Issues one query per 200 customers. */
export async function audienceRows(
  documents: Documents,
  of: {
    readonly tenantId: TenantId;
    readonly audience: Audience;
    readonly channel: CampaignChannel;
    readonly limit: number;
    readonly now: Date;
  },
): Promise<{ row: Row; line: number }[]> {
  const { tenantId, audience, channel, limit, now } = of;
  const rows: { row: Row; line: number }[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, customers.collection, {
      where: [
        ...(audience.updatedAfter ? [["state.updatedAt", ">=", audience.updatedAfter] as const] : []),
        ...(audience.updatedBefore ? [["state.updatedAt", "<=", audience.updatedBefore] as const] : []),
      ],
      orderBy: { field: "state.updatedAt", direction: "desc" },
      limit: pageSize,
      cursor,
    });
    for (const { data } of page.items) {
      const row = matches(data.state, audience, channel, now) ? rowOf(data.state, channel) : undefined;
      if (row && rows.length < limit) rows.push({ row, line: rows.length + 1 });
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined && rows.length < limit);
  return rows;
}

function matches(customer: Customer, audience: Audience, channel: CampaignChannel, now: Date): boolean {
  if (customer.mergedInto !== null || customer.optOuts[channel] !== undefined) return false;
  if (audience.consented && !consentTo(customer, "marketing", channel)) return false;
  const { notContactedForDays: days } = audience;
  const since = days === undefined ? undefined : now.getTime() - days * 86_400_000;
  if (since !== undefined && customer.contacts.some(({ at }) => Date.parse(at) > since)) return false;
  return Object.entries(audience.fields).every(
    ([name, wanted]) => customer.fields[name]?.value.toLowerCase() === wanted.toLowerCase(),
  );
}

function rowOf(customer: Customer, channel: CampaignChannel): Row | undefined {
  const { kind } = channels[channel].identity;
  // A claimed address may be somebody else's.
  const address = customer.identities.find((identity) => identity.kind === kind && identity.verified)?.value;
  if (address === undefined) return undefined;
  const fields = Object.entries(customer.fields).map(([name, { value }]) => [name, value] as const);
  return { ...Object.fromEntries(fields), [kind]: address, name: customer.name };
}
