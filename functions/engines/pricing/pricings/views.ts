import { z } from "zod";
import { PricingInputs } from "../model/inputs.ts";
import { PricingResult } from "../model/result.ts";
import type { Pricing, PricingVersion } from "./pricing.ts";

const summary = {
  pricing_id: z.string().describe("Identifies the pricing in the other routes."),
  version: z.number().int().describe("Versions count from 1 and never change."),
  name: z.string().describe("What the pricing is for."),
  currency: z.string().describe("The currency of its amounts."),
  cost_minor: z.number().int().describe("The cost of a month in the currency's smallest unit."),
  complete: z.boolean().describe("False: the cost is a lower bound, because prices are not known."),
  contacts: z.number().describe("Conversations and calls of a month."),
  hash: z.string().describe("SHA-256 of the version's inputs and result, in hex."),
  created_by: z.string().describe("Who made the version."),
  created_at: z.string().describe("When the version was made."),
};

export const PricingSummaryView = z.object(summary).meta({ id: "PricingSummary" });
export type PricingSummaryView = z.infer<typeof PricingSummaryView>;

/** What was calculated is answered as it was stored, also where the rules of inputs have become stricter since. */
export const PricingView = z
  .object({
    ...summary,
    inputs: PricingInputs.describe("What it was calculated from, with the defaults that applied."),
    result: PricingResult.describe("Costs, prices and their uncertainty."),
  })
  .meta({ id: "Pricing" });
export type PricingView = z.infer<typeof PricingView>;

export function pricingSummary(pricing: Omit<Pricing, "createdAt">): PricingSummaryView {
  const { pricingId, version, name, currency, costMinor, isComplete, contacts, hash, by, at } = pricing;
  return {
    pricing_id: pricingId,
    version,
    name,
    currency,
    cost_minor: costMinor,
    complete: isComplete,
    contacts,
    hash,
    created_by: by,
    created_at: at,
  };
}

export function pricingView(pricing: PricingVersion): PricingView {
  return { ...pricingSummary(pricing), ...pricingBodyOf(pricing) };
}

/** The stored inputs and result. */
export function pricingBodyOf({ body }: Pick<PricingVersion, "body">): Pick<PricingView, "inputs" | "result"> {
  return JSON.parse(body) as Pick<PricingView, "inputs" | "result">;
}
