import { z } from "zod";
import { madeOffers } from "../../../shared/contracts/offers.ts";
import { type OfferSold, OfferTerms } from "../../../shared/events/index.ts";
import { byCustomer, erasedCustomerId } from "../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";

const Sale = z.object({
  saleId: z.string(),
  status: z.literal(["booked", "paid", "refunded"]),
  amountMinor: z.number().int(),
  at: z.string(),
  /** When a refunded sale was paid. Null: nobody has told yet, or it is not refunded. */
  paidAt: z.string().nullable().default(null),
});
type Sale = z.infer<typeof Sale>;

/** An offer and its outcome. */
const OfferRecord = OfferTerms.extend({
  status: z.literal(["made", "accepted", "declined", "expired"]),
  answeredAt: z.string().nullable(),
  sales: z.array(Sale),
  /** In the smallest unit of `currency`. */
  revenueMinor: z.number().int(),
  updatedAt: z.string(),
});
export type OfferRecord = z.infer<typeof OfferRecord>;

export const offers = ownedDocument<OfferRecord>({
  name: madeOffers.name,
  state: OfferRecord,
  indexes: [["madeAt"], ["status", "madeAt desc"], ["customerId", "madeAt desc"]],
  confidential: true,
  personal: {
    fields: ["state.customerId", "state.conversationId"],
    find: byCustomer("state.customerId", "state.madeAt desc"),
    // The tenant's revenue is counted by offers. It stays, without the customer.
    afterErasure: (offer) => ({
      ...offer,
      state: { ...offer.state, customerId: erasedCustomerId, conversationId: erasedCustomerId },
      outbox: [],
    }),
  },
});

export function newOffer(terms: OfferTerms): OfferRecord {
  return { ...terms, status: "made", answeredAt: null, sales: [], revenueMinor: 0, updatedAt: terms.madeAt };
}

export function withOfferAnswer(offer: OfferRecord, answer: "accepted" | "declined", at: string): OfferRecord {
  return offer.answeredAt === null ? { ...offer, status: answer, answeredAt: at, updatedAt: at } : offer;
}

/** Applies a sale event. Events may arrive in any order and repeatedly. A purchase counts as acceptance. */
export function withSale(offer: OfferRecord, { saleId, status, amountMinor, at }: OfferSold): OfferRecord {
  const bought =
    status === "refunded" ? offer : { ...withOfferAnswer(offer, "accepted", at), status: "accepted" as const };
  const known = offer.sales.find((sale) => sale.saleId === saleId);
  if (known?.status === status) return offer;
  const others = offer.sales.filter((each) => each !== known);
  if (known?.status === "refunded") {
    const isNews = status === "paid" && known.paidAt === null;
    if (!isNews) return offer.status === "accepted" ? offer : bought;
    return { ...bought, sales: [...others, { ...known, paidAt: at }] };
  }
  const paidAt = status === "refunded" && known?.status === "paid" ? known.at : null;
  const sale = { saleId, status, amountMinor: known?.amountMinor ?? amountMinor, at, paidAt };
  const sales = [...others, sale];
  return { ...bought, sales, revenueMinor: revenueOf(sales), updatedAt: at };
}

/**
 * What each moment added to an offer's revenue, as if its sales had been told in the order in which they happened: whatever
 * comes late or in another order corrects the day that it belongs to.
 */
export function revenueByTime({ sales }: Pick<OfferRecord, "sales">): ReadonlyMap<string, number> {
  const told = sales
    .flatMap((sale): Sale[] =>
      sale.status === "refunded" && sale.paidAt !== null
        ? [{ ...sale, status: "paid", at: sale.paidAt }, sale]
        : [sale],
    )
    .toSorted((one, other) => compare(one.at, other.at) || order.indexOf(one.status) - order.indexOf(other.status));
  const added = new Map<string, number>();
  const known = new Map<string, Sale>();
  let before = 0;
  for (const sale of told) {
    known.set(sale.saleId, sale);
    const after = revenueOf([...known.values()]);
    if (after !== before) added.set(sale.at, (added.get(sale.at) ?? 0) + after - before);
    before = after;
  }
  return added;
}

const order = ["booked", "paid", "refunded"];

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Payments that were not refunded. Before the first payment, the highest booked amount. */
function revenueOf(sales: OfferRecord["sales"]): number {
  const payments = sales.filter(({ status }) => status !== "booked");
  if (payments.length === 0) return Math.max(0, ...sales.map(({ amountMinor }) => amountMinor));
  return payments.reduce((sum, { status, amountMinor }) => sum + (status === "paid" ? amountMinor : 0), 0);
}
