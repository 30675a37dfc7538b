import { type DatedInputs, PricingInputs } from "./inputs.ts";

const rate = { from: "USD", rate: "84.50", on: "2026-11-28", source: "RBI reference rate" };

/** Bodies as callers send them. */
export const pricingBody = {
  volumes: { conversations: 10_000, calls: 1_000, utility_messages: 2_000, seats: 4 },
  prices: [{ item: "twilio.voice.IN", price: "0.014", currency: "USD", source: "offer of 2026-11-20" }],
  rates: [rate],
};

export const datedInputs = (change: object = {}): DatedInputs => ({
  ...PricingInputs.parse({ ...pricingBody, ...change }),
  day: "2026-11-29",
});

export const exampleInputs = datedInputs();
