import type { PriceRow } from "./price-row.ts";

const read = { readOn: "2026-11-29" } as const;
const message = { component: "messaging", unit: "delivered template message", per: 1 } as const;
/** Meta's rate card of India for 2026, as two resellers repeat it. Replies in the 24-hour window are free. */
const india = { ...message, ...read, currency: "INR", source: "whats91.com/pricing; richautomate.in/blog" } as const;
const volumes = [
  { units: 750_000, price: "0.1081" },
  { units: 15_000_000, price: "0.1012" },
  { units: 20_000_000, price: "0.0943" },
  { units: 50_000_000, price: "0.0874" },
  { units: 100_000_000, price: "0.0805" },
] as const;
const from2026 = { from: "2026-01-01", until: null } as const;

/** Countries whose rate card could not be read: their messages are counted and not priced. */
const unread = [
  "AE",
  "AU",
  "BD",
  "BR",
  "CA",
  "DE",
  "FR",
  "GB",
  "ID",
  "LK",
  "MX",
  "NP",
  "SA",
  "SG",
  "US",
  "ZA",
] as const;

/** What WhatsApp charges for templates by the customer's country, and what Twilio adds for every message. */
export const whatsappPrices: readonly PriceRow[] = [
  { item: "whatsapp.marketing.IN", price: "0.7846", ...india, from: null, until: "2026-01-01" },
  { item: "whatsapp.marketing.IN", price: "0.8631", ...india, ...from2026 },
  { item: "whatsapp.utility.IN", price: "0.1150", ...india, ...from2026, beyond: volumes },
  { item: "whatsapp.authentication.IN", price: "0.1150", ...india, ...from2026, beyond: volumes },
  ...unread.flatMap((country) =>
    (["marketing", "utility", "authentication"] as const).map(
      (category): PriceRow => ({
        item: `whatsapp.${category}.${country}`,
        price: null,
        ...message,
        ...read,
        currency: "USD",
        source: "not read",
        from: null,
        until: null,
      }),
    ),
  ),
  {
    item: "twilio.whatsapp",
    component: "messaging",
    unit: "message, in or out",
    per: 1,
    price: "0.005",
    currency: "USD",
    from: null,
    until: null,
    source: "twilio.com/whatsapp/pricing",
    ...read,
  },
];
