import type { PricedSections } from "./config.ts";

export interface Priced {
  readonly id: string;
  readonly name: string;
  readonly priceMinor: number;
}

export interface CatalogueLine extends Priced {
  readonly quantity: number;
}

/** Everything a tenant sells at a price: the catalogue, and the products of its cross-selling. */
export function pricedItems(config: PricedSections): readonly Priced[] {
  const products = config.business_logic.cross_sell.products.flatMap(({ id, name, price_minor }) =>
    price_minor === undefined ? [] : [{ id, name, priceMinor: price_minor }],
  );
  const catalogue = config.catalogue.map(({ id, name, price_minor }) => ({ id, name, priceMinor: price_minor }));
  return [...new Map([...products, ...catalogue].map((item) => [item.id, item])).values()];
}

/** The lines of an order and what they cost; the ids that are not for sale where there are any. */
export function orderOf(
  items: readonly Priced[],
  wanted: readonly { readonly id: string; readonly quantity: number }[],
):
  | { readonly lines: readonly CatalogueLine[]; readonly amountMinor: number }
  | { readonly unknown: readonly string[] } {
  const unknown = wanted.filter(({ id }) => !items.some((item) => item.id === id)).map(({ id }) => id);
  if (unknown.length > 0) return { unknown };
  const lines = wanted.flatMap(({ id, quantity }) =>
    items.filter((item) => item.id === id).map((item) => ({ ...item, quantity })),
  );
  return { lines, amountMinor: lines.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * quantity, 0) };
}

export function describeLines(lines: readonly CatalogueLine[]): string {
  return lines.map(({ name, quantity }) => (quantity === 1 ? name : `${quantity} × ${name}`)).join(", ");
}
