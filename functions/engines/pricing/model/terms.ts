import { z } from "zod";
import { DecimalText } from "./choices.ts";

const Share = (message: string) =>
  z.number({ error: "must be a number" }).min(0, message).max(0.95, "must be at most 0.95, which is 95 %");

/** What holds for every price model of a pricing. */
export const Terms = z
  .object({
    target_margin: Share("must not be negative. A price below the cost is a discount: use `discount`.")
      .default(0.5)
      .describe("Share of the net price that is left after the cost. Prices that are not stated follow from it."),
    floor_margin: Share("must not be negative. Use 0 to allow prices at cost.")
      .default(0.2)
      .describe("Least margin. Nothing is proposed below it."),
    minimum_month: DecimalText.default("0").describe(
      "Least net charge of a month before the discount, in major units.",
    ),
    setup_fee: DecimalText.default("0").describe("Charged once, in major units, without discount."),
    discount: Share("must not be negative. A surcharge is a higher price.")
      .default(0)
      .describe("Share that is taken off the monthly charge."),
    tax: z
      .object({
        name: z.string().trim().min(1).max(30).describe("The tax's name, such as GST."),
        percent: z
          .string()
          .regex(/^\d{1,2}(\.\d{1,3})?$/, 'must be a percentage in quotes, such as "18"')
          .describe("In per cent."),
        parts: z
          .array(z.string().trim().min(1).max(30))
          .max(3)
          .default([])
          .describe("Equal parts that are shown apart, such as CGST and SGST."),
      })
      .default({ name: "GST", percent: "18", parts: [] })
      .describe("Added to the net charge."),
  })
  .superRefine(({ target_margin: target, floor_margin: floor }, context) => {
    if (target < floor)
      context.addIssue({
        code: "custom",
        path: ["target_margin"],
        input: target,
        message: `must be at least \`floor_margin\` (${floor}).`,
      });
  });
export type Terms = z.infer<typeof Terms>;
