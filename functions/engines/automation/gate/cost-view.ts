import Big from "big.js";
import { z } from "zod";
import { priceOn } from "../../../../shared/prices/price-list.ts";
import { type CostEstimate, measuredDays } from "./cost-estimate.ts";

const Side = z.object({
  version: z.number().int().describe("The version of the configuration."),
  usd: z.string().nullable().describe("US dollars for the measured days. Null while a line is not known."),
  known_usd: z.string().describe("The sum of the lines that are known: at least this."),
  lines: z
    .array(
      z.object({
        item: z.string().describe("As the price list names it, such as `model.gemini-3.8-flash.input`."),
        units: z.number().nullable().describe("How many are expected in as many days. Null: not known."),
        unit: z.string().describe("What is counted."),
        usd: z.string().nullable().describe("US dollars. Null: the units or the price is not known."),
        price: z.string().nullable().describe("US dollars for `per` units on that day. Null: not known."),
        per: z.number().describe("Units that the price is for."),
        source: z.string().describe("Where the price was read."),
        read_on: z.string().nullable().describe("The day on which the price was read."),
      }),
    )
    .describe("What the configuration decides: its model and its speech."),
});

export const CostView = z.object({
  day: z.string().describe("The day of the prices."),
  measured_days: z.number().int().describe("The days whose conversations and tokens are taken as a measure."),
  conversations: z.number().int().describe("How many conversations began in them."),
  old: Side.nullable().describe("The version that it builds on. Null: none was active, or it cannot be read."),
  new: Side.describe("The written version. A longer prompt is counted with four characters a token."),
  change_usd: z.string().nullable().describe("`new` less `old`. Null while either is not known."),
});

export function costView({ day, conversations, old, written }: CostEstimate): z.infer<typeof CostView> {
  const [before, after] = [old && sideView(old, day), sideView(written, day)];
  const change = before?.usd && after.usd ? new Big(after.usd).minus(before.usd).toFixed() : null;
  return { day, measured_days: measuredDays, conversations, old: before, new: after, change_usd: change };
}

function sideView({ version, lines }: NonNullable<CostEstimate["old"]>, day: string): z.infer<typeof Side> {
  const known = usdOf(lines.reduce((sum, { nanoUsd }) => sum + (nanoUsd ?? 0), 0));
  return {
    version,
    usd: lines.every(({ nanoUsd }) => nanoUsd !== null) ? known : null,
    known_usd: known,
    lines: lines.map(({ item, units, nanoUsd }) => {
      const row = priceOn(item, day);
      const { per = 1, unit = "unit", source = "not in the price list", readOn = null } = row ?? {};
      const price = row?.currency === "USD" ? row.price : null;
      return { item, units, unit, usd: nanoUsd === null ? null : usdOf(nanoUsd), price, per, source, read_on: readOn };
    }),
  };
}

function usdOf(nanoUsd: number): string {
  return new Big(nanoUsd).div(1_000_000_000).toFixed();
}
