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
});

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
  if (known?.status === "refunded") return offer.status === "accepted" ? offer : bought;
  const sale = { saleId, status, amountMinor: known?.amountMinor ?? amountMinor, at };
  const sales = [...offer.sales.filter((each) => each !== known), sale];
  return { ...bought, sales, revenueMinor: revenueOf(sales), updatedAt: at };
}

/** Payments that were not refunded. Before the first payment, the highest booked amount. */
function revenueOf(sales: OfferRecord["sales"]): number {
  const payments = sales.filter(({ status }) => status !== "booked");
  if (payments.length === 0) return Math.max(0, ...sales.map(({ amountMinor }) => amountMinor));
  return payments.reduce((sum, { status, amountMinor }) => sum + (status === "paid" ? amountMinor : 0), 0);
}
