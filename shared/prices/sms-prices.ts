import type { PriceRow } from "./price-row.ts";

const segment = { component: "messaging", unit: "segment, in or out", per: 1, currency: "USD" } as const;
const read = { from: null, until: null, readOn: "2026-11-30" } as const;
/** Without the fees of carriers, which Twilio passes on. */
const source = "dev.to/preecha and hivebook.wiki, both of 2026, repeat twilio.com/sms/pricing/us";

/** Twilio tells its prices of other countries to its customers only: their segments are counted and not priced. */
const unread = ["AE", "AU", "BD", "BR", "DE", "FR", "GB", "ID", "IN", "LK", "MX", "NP", "SA", "SG", "ZA"] as const;

/** What Twilio charges for a segment of an SMS, by the customer's country. */
export const smsPrices: readonly PriceRow[] = [
  ...(["US", "CA"] as const).map((country) => ({
    item: `twilio.sms.${country}`,
    ...segment,
    ...read,
    price: "0.0083",
    source,
  })),
  ...unread.map((country) => ({
    item: `twilio.sms.${country}`,
    ...segment,
    ...read,
    price: null,
    source: "twilio.com/sms/pricing; the price was not read",
  })),
];
