import { z } from "zod";
import { eventType } from "../event-type.ts";

/** A pricing was calculated: it becomes the next version. */
export const pricingCalculated = eventType(
  "pricing-calculated",
  z.object({
    pricingId: z.string(),
    name: z.string(),
    /** The version that it follows; null for the first. */
    after: z.number().int().nullable(),
    /** Inputs and result as canonical JSON, and what lists show of them. */
    body: z.string(),
    hash: z.string(),
    currency: z.string(),
    costMinor: z.number().int(),
    isComplete: z.boolean(),
    contacts: z.number(),
    by: z.string(),
    at: z.string(),
  }),
);
export type PricingCalculated = z.infer<typeof pricingCalculated.schema>;
