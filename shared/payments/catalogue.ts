import type { PricedSections } from "./config.ts";

export interface PricedItem {
  readonly id: string;
  readonly name: string;
  readonly priceMinor: number;
}

export interface CatalogueLine extends PricedItem {
  readonly quantity: number;
}

/** All priced items of a tenant: the catalogue and the cross-selling products. */
export function pricedItems(config: PricedSections): readonly PricedItem[] {
  const products = config.business_logic.cross_sell.products.flatMap(({ id, name, price_minor }) =>
    price_minor === undefined ? [] : [{ id, name, priceMinor: price_minor }],
  );
  const catalogue = config.catalogue.map(({ id, name, price_minor }) => ({ id, name, priceMinor: price_minor }));
  return [...new Map([...products, ...catalogue].map((item) => [item.id, item])).values()];
}

/** The lines and the total of an order, or the ids that are not for sale. */
export function orderOf(
  items: readonly PricedItem[],
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
