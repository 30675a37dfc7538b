import { z } from "zod";
import { Currency, uniqueBy } from "../../../../shared/schema/scalars.ts";
import { Choices, ExchangeRate, FixedCost, StatedPrice } from "./choices.ts";
import { FromRequirements } from "./from-requirements.ts";
import { PriceModel } from "./price-models.ts";
import { Terms } from "./terms.ts";
import { StatedVolumes } from "./volumes.ts";

const empty = <T extends z.ZodType>(schema: T) => schema.prefault({} as never);

/** Everything that a pricing is calculated from. The same inputs give the same result. */
export const PricingInputs = z.object({
  currency: Currency.default("INR").describe("The currency of costs and prices."),
  day: z.iso.date().optional().describe("The list prices of this day hold. Default: today (UTC)."),
  volumes: StatedVolumes.describe("What a month is expected to bring. At least `conversations` or `calls`."),
  requirements: FromRequirements.optional().describe("Volumes that a requirements document says by its KPIs."),
  choices: empty(Choices).describe("What the agent is made of."),
  prices: z
    .array(StatedPrice)
    .max(50)
    .superRefine(uniqueBy(({ item }) => item, "item"))
    .default([])
    .describe("Prices in place of the list's, such as negotiated ones, or those that the list does not know."),
  rates: z
    .array(ExchangeRate)
    .max(10)
    .superRefine(uniqueBy(({ from }) => from, "currency"))
    .default([])
    .describe("One rate for each other currency of used prices."),
  fixed_costs: z.array(FixedCost).max(30).default([]).describe("Costs of a month that do not grow with use."),
  price_models: z
    .array(PriceModel)
    .min(1)
    .max(8)
    .optional()
    .describe("Ways to charge the client, to compare. Default: a derived price for each unit that there is."),
  terms: empty(Terms).describe("Margin, discount, minimum, setup fee and tax."),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2_147_483_647)
    .default(1)
    .describe("Of the simulation: the same seed, the same draws."),
});
export type PricingInputs = z.infer<typeof PricingInputs>;

/** Inputs with the day on which they were calculated, and the models that were compared. */
export type DatedInputs = PricingInputs & { readonly day: string };
