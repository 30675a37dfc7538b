import { z } from "zod";
import { Name, Seconds, ShortText, uniqueBy } from "../../schema/scalars.ts";
import { ConditionText } from "./checked-text.ts";
import { withShortForm } from "./short-form.ts";

const Product = z.strictObject({
  id: Name,
  name: ShortText.optional(),
  /** In major units: 2999 is ₹2,999. */
  price: z.number().min(0).optional(),
  /** All of them must hold. A condition on an unknown fact does not hold. */
  conditions: z.array(ConditionText).default([]),
  description: ShortText.optional(),
});

/** The additional products that the agent may offer, and when. */
export const CrossSell = z.strictObject({
  enabled: z.boolean().default(true),
  triggers: z
    .array(withShortForm("type", z.strictObject({ type: ConditionText, action: Name.default("suggest_product") })))
    .default([]),
  products: z
    .array(withShortForm("id", Product))
    .superRefine(uniqueBy((product) => product.id, "id"))
    .default([]),
  /** Minimum number of days between two offers to a customer. */
  repeat_after_days: z.number().int().min(1).max(3650).default(30),
  /** Seconds until an unanswered offer expires. */
  expires_after: Seconds.min(60, "must be at least a minute: 60").default(7 * 86_400),
});
