import { z } from "zod";
import { channelNames } from "../events/channel-names.ts";
import { Currency, ShortText } from "../schema/scalars.ts";
import { BusinessHours } from "../time/business-hours.ts";
import { SlaAlerts } from "./alerts-section.ts";
import { SlaBilling } from "./billing-section.ts";
import { creditProblems } from "./credit-bands.ts";

/** Percent with at most four decimals, so that it is a whole number of millionths. */
const Percent = z
  .number()
  .min(0)
  .max(100)
  .refine((percent) => Number.isInteger(Number((percent * 10_000).toFixed(6))), "has more than four decimals");

const CreditBand = z.strictObject({
  below: Percent.gt(0).describe(
    "The credit is due when the availability is below this, in percent. Reaching it exactly is no breach.",
  ),
  credit: z.number().gt(0).max(100).multipleOf(0.01).describe("The credit, in percent of the monthly price."),
});

const Credits = z
  .strictObject({
    monthly_price: z.number().positive().optional().describe("What the client pays a month, in `currency`."),
    currency: Currency.optional().describe("Default: the currency of `payments`."),
    bands: z
      .array(CreditBand)
      .max(20)
      .default([])
      .describe("From the highest limit to the lowest. The last one that holds counts."),
    acceleration: z
      .number()
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .describe("In place of bands: the price of the minutes that were down, this many times."),
    minimum: z.number().min(0).default(0).describe("A credit that is not above this amount is not given."),
    claim_days: z
      .number()
      .int()
      .min(1)
      .max(365)
      .default(30)
      .describe("Days after the month in which a credit can be claimed."),
  })
  .describe("What the client gets back for a month below the limit.");

export const SlaSection = z
  .strictObject({
    name: ShortText.max(120).default("SLA").describe("What the contract calls it."),
    family: z
      .literal(["bad_minutes", "interval_mean"])
      .describe(
        "How availability is counted. `bad_minutes`: the share of minutes that were not down. `interval_mean`: the mean of the availability of equal intervals.",
      ),
    channels: z
      .array(z.literal(channelNames))
      .min(1)
      .max(channelNames.length)
      .optional()
      .describe("The channels that are measured. Default: all that the file sets up."),
    combine: z
      .literal(["worst", "any"])
      .default("worst")
      .describe(
        "`worst`: the channel with the lowest availability counts. `any`: a minute counts as down when any channel is down.",
      ),
    measure: z
      .literal(["both", "probes", "requests"])
      .default("both")
      .describe("What shows that a minute is bad: failed probes, errors of real turns, or either."),
    error_rate_above: Percent.optional().describe(
      "For `bad_minutes`: a minute is bad when more than this percentage of its turns failed. Default: 1.",
    ),
    consecutive_minutes: z
      .number()
      .int()
      .min(1)
      .max(60)
      .optional()
      .describe("For `bad_minutes`: this number of bad minutes in a row is downtime, and fewer are not. Default: 1."),
    minimum_requests: z
      .number()
      .int()
      .min(0)
      .max(1_000_000)
      .optional()
      .describe("For `bad_minutes`: a run of minutes that only turns show as bad needs this many turns. Default: 0."),
    interval_minutes: z
      .literal([1, 5, 10, 15, 30, 60])
      .optional()
      .describe("For `interval_mean`: the length of an interval. Default: 5."),
    without_traffic: z
      .literal(["available", "excluded"])
      .default("available")
      .describe(
        "How a minute or interval without turns and without a probe's result counts, where nothing was unknown.",
      ),
    monitor_down: z
      .literal(["excluded", "available", "down"])
      .default("excluded")
      .describe("How minutes count for which the monitor itself has no result."),
    maintenance: z
      .strictObject({
        counts: z
          .literal(["excluded", "available"])
          .default("excluded")
          .describe(
            "Announced maintenance: `excluded` takes its minutes out of the month, `available` only out of the downtime.",
          ),
        notice_hours: z
          .number()
          .min(0)
          .max(720)
          .default(0)
          .describe("How long before its start it must have been announced."),
      })
      .prefault({})
      .describe("Maintenance that was announced before it began."),
    exclusions: z
      .literal(["excluded", "available", "ignored"])
      .default("excluded")
      .describe("Minutes that a correction excludes: out of the month, only out of the downtime, or neither."),
    service_hours: z
      .union([z.literal(["always", "business_hours"]), BusinessHours])
      .default("always")
      .describe("The hours that count: always, those of `business_hours`, or hours by weekday."),
    credits: Credits.optional(),
    alerts: SlaAlerts.prefault({}),
    billing: SlaBilling.optional(),
    status_page: z
      .strictObject({
        slug: z
          .string()
          .regex(/^[a-z0-9](?:[a-z0-9-]{1,46}[a-z0-9])$/, "must be 3 to 48 of a-z, 0-9 and -")
          .describe("The page's address: /status/ and this."),
        language: z
          .literal(["en", "hi", "ur"])
          .default("en")
          .describe("The language it opens in. All three are there."),
      })
      .optional()
      .describe("A public page with the state, maintenance, incidents and their history."),
  })
  .superRefine((sla, context) => {
    for (const { path, message } of contradictions(sla))
      context.addIssue({ code: "custom", path, message, input: sla });
  })
  .describe("What availability the client is promised, how it is measured, and what is due for less (docs/sla.md).");
export type SlaSection = z.output<typeof SlaSection>;

type Contradiction = { readonly path: string[]; readonly message: string };

const ofOtherFamily = {
  bad_minutes: ["interval_minutes"],
  interval_mean: ["error_rate_above", "consecutive_minutes", "minimum_requests"],
} as const;

function contradictions(sla: SlaSection): readonly Contradiction[] {
  const found: Contradiction[] = ofOtherFamily[sla.family]
    .filter((key) => sla[key] !== undefined)
    .map((key) => ({
      path: [key],
      message: `means nothing for the family \`${sla.family}\`\nRemove it, or choose the other family.`,
    }));
  if (sla.family === "interval_mean" && sla.combine === "any")
    found.push({ path: ["combine"], message: "joins minutes, and `interval_mean` has none\nWrite `worst`." });
  if (sla.measure === "probes" && sla.error_rate_above !== undefined)
    found.push({
      path: ["error_rate_above"],
      message: "counts turns, but `measure` is `probes`\nRemove one of the two.",
    });
  if (new Set(sla.channels).size !== (sla.channels?.length ?? 0))
    found.push({ path: ["channels"], message: "names a channel twice\nName each once." });
  if (sla.billing && !sla.credits)
    found.push({ path: ["billing"], message: "has no credits to bill\nAdd `credits`, or remove it." });
  return [...found, ...creditProblems(sla.credits)];
}
