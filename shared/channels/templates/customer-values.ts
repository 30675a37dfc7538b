import type { TextValues } from "./fill-text.ts";

/** What every text to a customer may speak of: whom it is for, and who writes it. */
export function customerValues(customerName: string | null, clientName: string): TextValues {
  return { customer_name: customerName, client_name: clientName };
}
