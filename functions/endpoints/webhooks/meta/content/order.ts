import { orderText, withNames } from "../../../../../shared/channels/details/order-text.ts";
import type { Order } from "../../../../../shared/events/index.ts";
import type { ReadContent } from "../../read-content.ts";
import type { WhatsappContent } from "../whatsapp-message.ts";

const mostItems = 100;

/** A cart from the catalogue (Meta docs, "Order messages webhook"). */
export function readOrder({ catalog_id, text, product_items }: NonNullable<WhatsappContent["order"]>): ReadContent {
  const items = product_items.slice(0, mostItems).map((item) => ({
    id: item.product_retailer_id,
    quantity: item.quantity ?? null,
    price: item.item_price ?? null,
    currency: item.currency ?? null,
  }));
  const order: Order = { catalogueId: catalog_id ?? null, note: text, items };
  return { text: orderText(order), details: { order } };
}

/** An order by the tenant's own names of its items. Other messages stay as they are. */
export function withNamedItems<M extends ReadContent>(
  message: M,
  catalogue: readonly { readonly id: string; readonly name: string }[],
): M {
  if (!message.details?.order) return message;
  const order = withNames(message.details.order, catalogue);
  return { ...message, text: orderText(order), details: { ...message.details, order } };
}
