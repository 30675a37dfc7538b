import { callsAndPeoplePrices } from "./calls-and-people-prices.ts";
import { hostingPrices } from "./hosting-prices.ts";
import type { PriceRow } from "./price-row.ts";
import { registeredPrices } from "./registered-prices.ts";
import { smsPrices } from "./sms-prices.ts";
import { whatsappPrices } from "./whatsapp-prices.ts";

/** Every price that the product knows, or knows to be missing. */
export const priceList: readonly PriceRow[] = [
  ...registeredPrices,
  ...whatsappPrices,
  ...smsPrices,
  ...hostingPrices,
  ...callsAndPeoplePrices,
];

/** The row of an item on a day (ISO date). Undefined: the list does not have it for that day. */
export function priceOn(item: string, day: string, rows = priceList): PriceRow | undefined {
  return rows.find(
    (row) => row.item === item && (row.from === null || row.from <= day) && (row.until === null || day < row.until),
  );
}
