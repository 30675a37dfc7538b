import { z } from "zod";
import { Name, Seconds, ShortText, uniqueBy } from "../../schema/scalars.ts";
import { ConditionText } from "./checked-text.ts";
import { short } from "./short-form.ts";

const Product = z.strictObject({
  id: Name,
  name: ShortText.optional(),
  /** In major units: 2999 is ₹2,999. */
  price: z.number().min(0).optional(),
  /** All of them must hold; what is not known does not. */
  conditions: z.array(ConditionText).default([]),
  description: ShortText.optional(),
});

/** What the agent may offer besides what was asked for, and when. */
export const CrossSell = z.strictObject({
  enabled: z.boolean().default(true),
  triggers: z
    .array(short("type", z.strictObject({ type: ConditionText, action: Name.default("suggest_product") })))
    .default([]),
  products: z
    .array(short("id", Product))
    .superRefine(uniqueBy((product) => product.id, "id"))
    .default([]),
  /** A customer is offered something at most once in so many days. */
  repeat_after_days: z.number().int().min(1).max(3650).default(30),
  /** Seconds after which an offer that was not answered no longer counts. */
  expires_after: Seconds.min(60, "must be at least a minute: 60").default(7 * 86_400),
});
