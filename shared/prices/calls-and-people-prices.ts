import type { PriceRow } from "./price-row.ts";

const unread = { price: null, currency: "USD", from: null, until: null, readOn: "2026-11-29" } as const;
const minutes = { unit: "second", per: 60, roundUpTo: 60 } as const;
const countries = ["AE", "AU", "BR", "CA", "DE", "FR", "GB", "IN", "SA", "SG", "US", "ZA"] as const;

/** LiveKit Cloud rounds each resource up to a minute: 10 s are one, 70 s are two (docs.livekit.io/deploy/admin/billing). */
const liveKitCloud: PriceRow = {
  item: "transport.livekit-cloud",
  component: "transport",
  ...minutes,
  ...unread,
  source: "rounding: docs.livekit.io/deploy/admin/billing; the price was not read",
};

/** Twilio publishes its prices of calls by API to its customers only (twilio.com/docs/voice/pricing). */
const carriers = countries.map(
  (country): PriceRow => ({
    item: `twilio.voice.${country}`,
    component: "telephony",
    ...minutes,
    ...unread,
    source: "twilio.com/docs/voice/pricing; the price was not read",
  }),
);

/** What an hour of an operator costs the agency's client, with everything that is paid beside the wage. */
const people: readonly PriceRow[] = [
  {
    item: "operator.IN",
    component: "people",
    unit: "minute",
    per: 60,
    price: "200",
    currency: "INR",
    assumed: true,
    from: null,
    until: null,
    readOn: "2026-11-29",
    source: "assumption: ₹32,000 a month with employer's costs, 160 hours. Replace it with the client's own figure.",
  },
];

export const callsAndPeoplePrices: readonly PriceRow[] = [liveKitCloud, ...carriers, ...people];
