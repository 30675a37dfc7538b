import type { Limits } from "./largest-document.ts";

export const pricingLimits: Readonly<Record<string, Limits>> = {
  pricings: { "state.name": { characters: 120 } },
  proposals: {
    "state.offer.clientName": { characters: 120 },
    "state.offer.title": { characters: 160 },
    "state.offer.contents": { bytes: 60_000 },
    "state.acceptance.name": { characters: 120 },
  },
  "pricing-versions": { name: { characters: 120 }, body: { bytes: 400_000 } },
};
