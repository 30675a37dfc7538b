import type { Order } from "../../events/index.ts";

/** The order with the tenant's own names of its items. */
export function withNames(order: Order, catalogue: readonly { readonly id: string; readonly name: string }[]): Order {
  const names = new Map(catalogue.map(({ id, name }) => [id, name]));
  const items = order.items.map((item) => {
    const name = names.get(item.id);
    return name === undefined ? item : { ...item, name };
  });
  return { ...order, items };
}

/** `[Order] 2 × Green tea, 1 × sku-7. Note: Ring twice`. Prices stay out: only the tenant's catalogue states them. */
export function orderText({ items, note }: Order): string {
  const lines = items.map(({ id, name, quantity }) => `${quantity ?? "?"} × ${name ?? id}`);
  const ordered = lines.length === 0 ? "without items" : lines.join(", ");
  return `[Order] ${ordered}${note === "" ? "" : `. Note: ${note}`}`;
}
