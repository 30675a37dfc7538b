import { z } from "zod";
import { type Customer, standingOf } from "../../../shared/customers/customer.ts";

const Channel = z.string();

export const CustomerView = z
  .object({
    customer_id: z.string(),
    name: z.string().nullable(),
    identities: z.array(
      z.object({
        kind: z.string(),
        value: z.string(),
        verified: z.boolean().describe("Whether the customer is known to have the address."),
        standing: z
          .enum(["verified", "proven", "claimed"])
          .describe(
            "The channel vouches for it; or a code was sent there and typed back; or the customer only said so.",
          ),
        since: z.string(),
      }),
    ),
    fields: z.record(
      z.string(),
      z.object({ value: z.string(), confirmed: z.boolean(), message_id: z.string().nullable(), at: z.string() }),
    ),
    consents: z.array(
      z.object({ purpose: z.string(), channel: Channel, granted: z.boolean(), wording: z.string(), at: z.string() }),
    ),
    /** Start of the opt-out, by channel. */
    opt_outs: z.record(z.string(), z.string()),
    /** Proactive messages, oldest first. */
    contacts: z.array(z.object({ channel: Channel, purpose: z.string(), at: z.string() })),
    /** Earlier ids of the same person. Each still resolves to this customer. */
    earlier_ids: z.array(z.string()),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Customer" });
type CustomerView = z.infer<typeof CustomerView>;

export function customerView(customer: Customer): CustomerView {
  const fields = Object.entries(customer.fields).map(([id, { value, confirmed, messageId, at }]) => [
    id,
    { value, confirmed, message_id: messageId, at },
  ]);
  return {
    customer_id: customer.id,
    name: customer.name,
    identities: customer.identities.map((identity) => {
      const { kind, value, verified, at } = identity;
      return { kind, value, verified, standing: standingOf(identity), since: at };
    }),
    fields: Object.fromEntries(fields),
    consents: customer.consents,
    opt_outs: Object.fromEntries(Object.entries(customer.optOuts)),
    contacts: customer.contacts.map(({ channel, purpose, at }) => ({ channel, purpose, at })),
    earlier_ids: customer.mergedFrom,
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
  };
}
