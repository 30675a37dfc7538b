import type { OfferRecord } from "./offer.ts";

interface Tally {
  readonly made: number;
  readonly accepted: number;
  readonly declined: number;
  readonly expired: number;
  /** Accepted offers divided by offers made, 0 to 1; null if no offer was made. */
  readonly acceptanceRate: number | null;
}

export interface ProductSummary extends Tally {
  readonly productId: string;
  readonly productName: string;
  /** In the smallest unit of `currency`. A product sold in two currencies is listed twice. */
  readonly revenueMinor: number;
  readonly currency: string;
}

export interface OfferSummary extends Tally {
  readonly products: readonly ProductSummary[];
}

/** Summarises offers in total and by product, highest revenue first. Pure. */
export function summaryOf(offers: readonly OfferRecord[]): OfferSummary {
  const groups = Map.groupBy(offers, ({ productId, currency }) => `${productId} ${currency}`);
  const products = [...groups.values()].flatMap((group) => {
    const newest = group.at(-1);
    if (!newest) return [];
    const { productId, productName, currency } = newest;
    const revenueMinor = group.reduce((sum, offer) => sum + offer.revenueMinor, 0);
    return [{ productId, productName, ...tallyOf(group), revenueMinor, currency }];
  });
  return { ...tallyOf(offers), products: products.sort((one, other) => other.revenueMinor - one.revenueMinor) };
}

function tallyOf(offers: readonly OfferRecord[]): Tally {
  const count = (status: OfferRecord["status"]) => offers.filter((offer) => offer.status === status).length;
  const accepted = count("accepted");
  return {
    made: offers.length,
    accepted,
    declined: count("declined"),
    expired: count("expired"),
    acceptanceRate: offers.length === 0 ? null : Math.round((accepted / offers.length) * 1_000) / 1_000,
  };
}
