import { z } from "zod";
import { priceComponents } from "../../../../shared/prices/price-row.ts";
import { chargedUnits, PriceModel } from "./price-models.ts";

const Minor = z.number().int();
const Unit = [...chargedUnits, "base", "lasting-resolution", "minimum"] as const;

const CostLineView = z
  .object({
    item: z.string().describe("The item of the price list, or the name of a fixed cost."),
    component: z.enum([...priceComponents, "other"]).describe("What kind of cost it is."),
    units: z.string().describe("Units of a month, as a decimal number."),
    unit: z.string().describe("What is counted."),
    per: z.number().describe("Units that `price` is for."),
    price: z.string().nullable().describe("The unit price as a decimal number. Null: not known."),
    currency: z.string().describe("Of the unit price."),
    amount_minor: Minor.nullable().describe("In the pricing's currency and its smallest unit. Null: not known."),
    source: z.string().describe("Where the price was read."),
    read_on: z.string().nullable().describe("The day on which it was read. Null for a stated price."),
    assumed: z.boolean().describe("True: an assumption, and nobody's list price."),
  })
  .meta({ id: "CostLine" });

const ChargeLineView = z
  .object({
    what: z.enum(Unit).describe("What is charged."),
    units: z.number().int().describe("How many of them a month."),
    price: z.string().describe("For each, in major units."),
    amount_minor: Minor.describe("Units times price, rounded once, half to even."),
    discount_minor: Minor.describe("The line's part of the discount."),
    net_minor: Minor.describe("What is left of the amount."),
    tax_minor: Minor.describe("The line's part of the tax."),
    total_minor: Minor.describe("Net and tax."),
  })
  .meta({ id: "ChargeLine" });

export const QuoteView = z
  .object({
    model: PriceModel.describe("How the client is charged."),
    unit_price: z.string().nullable().describe("The price of a unit. Null: tiers, or there are no units."),
    derived: z.boolean().describe("True: the unit price follows from the target margin."),
    lines: z.array(ChargeLineView).describe("What a month is charged for. They sum to the totals exactly."),
    gross_minor: Minor.describe("The sum of the lines' amounts."),
    discount_minor: Minor.describe("What is taken off."),
    net_minor: Minor.describe("Gross less discount."),
    tax_minor: Minor.describe("Of the net amount, rounded once, half to even."),
    tax_parts: z
      .array(z.object({ name: z.string().describe("The part's name."), amount_minor: Minor.describe("Its amount.") }))
      .describe("The tax in its parts, if it has any. They sum to it."),
    total_minor: Minor.describe("What the client pays in a month."),
    setup_minor: Minor.describe("Charged once, without tax."),
    setup_tax_minor: Minor.describe("The tax of the setup fee."),
    cost_minor: Minor.describe("The cost of the month; a lower bound where prices are not known."),
    margin_minor: Minor.describe("Net charge less cost."),
    margin: z.number().nullable().describe("Share of the net charge. Null: nothing is charged."),
    below_floor: z.boolean().describe("True: the margin is below `floor_margin`, so it cannot be proposed."),
    break_even: z
      .object({
        from: z.number().int().nullable().describe("Contacts a month from which it covers the cost. Null: never."),
        until: z.number().int().nullable().describe("Contacts a month up to which it does. Null: without end."),
      })
      .describe("Conversations and calls a month between which the charge covers the cost."),
    loss_share: z.number().describe("Share of the simulated months in which the charge does not cover the cost."),
    profit: z
      .object({
        p10: z.number().describe("In one month of ten it is less."),
        p50: z.number().describe("In one month of two."),
        p90: z.number().describe("In nine months of ten."),
      })
      .describe("Simulated profit of a month, in major units."),
  })
  .meta({ id: "Quote" });
export type QuoteView = z.infer<typeof QuoteView>;

export const PricingResult = z
  .object({
    contacts: z.number().describe("Conversations and calls of a month."),
    costs: z.array(CostLineView).describe("The cost of a month by item."),
    components: z
      .array(
        z.object({
          component: z.enum([...priceComponents, "other"]).describe("The kind of cost."),
          amount_minor: Minor.describe("The sum of its lines."),
          complete: z.boolean().describe("False: a price is not known, so the sum is a lower bound."),
        }),
      )
      .describe("The cost of a month by component. They sum to `cost_minor`."),
    cost_minor: Minor.describe("The cost of a month."),
    complete: z.boolean().describe("False: `cost_minor` is a lower bound, because of `unpriced`."),
    unpriced: z.array(z.string()).describe("Used items without a known price. State one under `prices`."),
    assumed: z.array(z.string()).describe("Volumes that nobody stated, so that the product's assumption holds."),
    warnings: z.array(z.string()).describe("What should be known before a price is offered."),
    quotes: z.array(QuoteView).describe("The price models side by side."),
    tornado: z
      .array(
        z.object({
          input: z.string().describe("The volume that changes."),
          low: z.number().describe("The low end of its range."),
          high: z.number().describe("The high end of its range."),
          cost_at_low: z.number().describe("Cost of a month at the low end, in major units."),
          cost_at_high: z.number().describe("Cost of a month at the high end, in major units."),
        }),
      )
      .describe("How the cost moves with each input alone, the widest first."),
    simulation: z
      .object({
        draws: z.number().int().describe("Simulated months."),
        seed: z.number().int().describe("The same seed gives the same months."),
        p10: z.number().describe("In one month of ten the cost is less."),
        p50: z.number().describe("In one month of two."),
        p90: z.number().describe("In nine months of ten."),
        mean: z.number().describe("The mean cost."),
        histogram: z
          .object({
            from: z.number().describe("The least cost."),
            to: z.number().describe("The highest cost."),
            counts: z.array(z.number().int()).describe("Months in each of equally wide classes."),
          })
          .describe("How the costs are spread."),
      })
      .describe("The cost of a month when all inputs vary at once, in major units."),
  })
  .meta({ id: "PricingResult" });
export type PricingResult = z.infer<typeof PricingResult>;
