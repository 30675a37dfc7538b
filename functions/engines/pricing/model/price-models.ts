import { z } from "zod";
import { DecimalText } from "./choices.ts";
import { contactsOf, type Volumes } from "./volumes.ts";

export const chargedUnits = ["conversation", "resolution", "minute", "seat"] as const;
export type ChargedUnit = (typeof chargedUnits)[number];

const Unit = z.enum(chargedUnits).describe("What is counted. A conversation is a written one or a call.");
const Included = z.number().int().min(0).max(1e9).default(0).describe("Units of a month that are in the fee.");
const OwnPrice = DecimalText.optional().describe(
  "For each unit, in major units. Default: what gives the target margin.",
);

const Tier = z.object({
  up_to: z.number().int().min(1).max(1e9).nullable().describe("The last unit of the tier. Null: no end."),
  price: DecimalText.describe("For each unit within the tier."),
});

/** Tiers must rise, and only the last one is open. */
const Tiers = z
  .array(Tier)
  .min(1)
  .max(10)
  .superRefine((tiers, context) => {
    let before = 0;
    for (const [index, { up_to: end }] of tiers.entries()) {
      const isLast = index === tiers.length - 1;
      const problem =
        end === null && !isLast
          ? "is open, and tiers follow it. Only the last tier may have no end."
          : end !== null && isLast
            ? "must be null in the last tier, or units beyond it have no price."
            : end !== null && end <= before
              ? `must be more than the tier before it ends with (${before}).`
              : undefined;
      if (problem) context.addIssue({ code: "custom", path: [index, "up_to"], message: problem, input: end });
      before = end ?? before;
    }
  });

/** How a client is charged. */
export const PriceModel = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.enum(["per_resolution", "per_conversation", "per_minute", "per_seat"]).describe("A price for each unit."),
      price: OwnPrice,
    }),
    z.object({
      kind: z.literal("tiers").describe("Prices that change with the number of units; each unit has its tier's price."),
      unit: Unit,
      tiers: Tiers.describe("In rising order."),
    }),
    z.object({
      kind: z.literal("hybrid").describe("A monthly fee with included units, and a price for each beyond them."),
      unit: Unit,
      base: DecimalText.describe("The monthly fee, in major units."),
      included: Included,
      price: OwnPrice,
    }),
    z.object({
      kind: z
        .literal("outcome")
        .describe(
          "A price for each resolution that lasts: one is not charged when the customer returns with the wish.",
        ),
      included: Included,
      price: OwnPrice,
    }),
  ])
  .meta({ id: "PriceModel" });
export type PriceModel = z.infer<typeof PriceModel>;

/** Units at one price, or a fee. */
export interface Charge {
  readonly what: ChargedUnit | "base" | "lasting-resolution" | "minimum";
  readonly units: number;
  readonly price: string;
}

export const namesOfUnits: Readonly<
  Record<"per_resolution" | "per_conversation" | "per_minute" | "per_seat", ChargedUnit>
> = {
  per_resolution: "resolution",
  per_conversation: "conversation",
  per_minute: "minute",
  per_seat: "seat",
};

/** Whole units that are charged in a month. */
export function unitsOf(unit: ChargedUnit, volumes: Volumes): number {
  switch (unit) {
    case "conversation":
      return Math.round(contactsOf(volumes));
    case "resolution":
      return Math.round(contactsOf(volumes) * volumes.resolution_share);
    case "minute":
      return Math.round(volumes.calls * volumes.call_minutes);
    case "seat":
      return Math.round(volumes.seats);
  }
}

export function lastingResolutions(volumes: Volumes): number {
  return Math.round(contactsOf(volumes) * volumes.resolution_share * (1 - volumes.taken_back_share));
}

/** Units that have the model's own price. Zero: no price follows from a margin. */
export function pricedUnits(model: PriceModel, volumes: Volumes): number {
  switch (model.kind) {
    case "tiers":
      return 0;
    case "hybrid":
      return Math.max(0, unitsOf(model.unit, volumes) - model.included);
    case "outcome":
      return Math.max(0, lastingResolutions(volumes) - model.included);
    default:
      return unitsOf(namesOfUnits[model.kind], volumes);
  }
}

/** What a month is charged, before minimum, discount and tax. `price` is the model's own, stated or derived. Pure. */
export function chargesOf(model: PriceModel, price: string, volumes: Volumes): readonly Charge[] {
  switch (model.kind) {
    case "tiers":
      return tierCharges(model.unit, model.tiers, unitsOf(model.unit, volumes));
    case "hybrid":
      return [
        { what: "base", units: 1, price: model.base },
        { what: model.unit, units: pricedUnits(model, volumes), price },
      ];
    case "outcome":
      return [{ what: "lasting-resolution", units: pricedUnits(model, volumes), price }];
    default:
      return [{ what: namesOfUnits[model.kind], units: pricedUnits(model, volumes), price }];
  }
}

function tierCharges(unit: ChargedUnit, tiers: readonly z.infer<typeof Tier>[], units: number): readonly Charge[] {
  return tiers.flatMap(({ up_to: end, price }, index) => {
    const from = tiers[index - 1]?.up_to ?? 0;
    const within = Math.min(units, end ?? Number.POSITIVE_INFINITY) - from;
    return within > 0 || index === 0 ? [{ what: unit, units: Math.max(0, within), price }] : [];
  });
}
