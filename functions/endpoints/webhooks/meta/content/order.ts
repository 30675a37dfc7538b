import { orderText } from "../../../../../shared/channels/details/order-text.ts";
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
