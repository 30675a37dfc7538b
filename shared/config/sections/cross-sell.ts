import { z } from "zod";
import { Name, Seconds, ShortText, uniqueBy } from "../../schema/scalars.ts";
import { ConditionText } from "./checked-text.ts";
import { withShortForm } from "./short-form.ts";

const Product = z.strictObject({
  id: Name.describe("Its id, unique in this list."),
  name: ShortText.optional().describe("The name that customers read. Default: written from the id."),
  price: z.number().min(0).optional().describe("In major units: 2999 is ₹2,999. The same as in the catalogue."),
  conditions: z
    .array(ConditionText)
    .default([])
    .describe("When it may be offered. All of them must hold, and one on an unknown fact does not hold."),
  description: ShortText.optional().describe("What the agent knows of it."),
});

const Trigger = z.strictObject({
  type: ConditionText.describe("The condition, such as positive_sentiment."),
  action: Name.default("suggest_product").describe(
    "Which product comes first: one that shares a word with it, such as suggest_family_packages. Otherwise the first that fits.",
  ),
});

export const CrossSell = z.strictObject({
  enabled: z.boolean().default(true).describe("False switches the section off."),
  triggers: z.array(withShortForm("type", Trigger)).default([]).describe("When the agent may offer something."),
  products: z
    .array(withShortForm("id", Product))
    .superRefine(uniqueBy((product) => product.id, "id"))
    .default([])
    .describe("What the agent may offer."),
  repeat_after_days: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .describe("Minimum number of days between two offers to a customer."),
  expires_after: Seconds.min(60, "must be at least a minute: 60")
    .default(7 * 86_400)
    .describe("How long an unanswered offer holds."),
});
