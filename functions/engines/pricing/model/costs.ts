import Big from "big.js";
import { type Decimal, minorOf } from "../../../../shared/prices/money.ts";
import { priceOn } from "../../../../shared/prices/price-list.ts";
import { billedParts, type PriceComponent, type PriceRow } from "../../../../shared/prices/price-row.ts";
import type { Choices, ExchangeRate, FixedCost, StatedPrice } from "./choices.ts";
import { quantitiesOf, type UsedQuantity } from "./quantities.ts";
import type { Volumes } from "./volumes.ts";

/** How an item is priced in a pricing: the list's row, or the stated price in its place. */
export interface ItemPrice extends Pick<PriceRow, "item" | "unit" | "per" | "price" | "currency" | "source"> {
  readonly component: PriceComponent | "other";
  readonly readOn: string | null;
  readonly assumed: boolean;
  readonly stated: boolean;
  readonly row: PriceRow | null;
}

/** Everything that prices are looked up with. `day` (ISO date) decides which of an item's prices holds. */
export interface PriceBasis {
  readonly choices: Choices;
  readonly currency: string;
  readonly day: string;
  readonly prices: readonly StatedPrice[];
  readonly rates: readonly ExchangeRate[];
  readonly fixed: readonly FixedCost[];
}

/** One component of the cost of a month. */
export interface CostLine {
  readonly item: string;
  readonly component: PriceComponent | "other";
  readonly units: Decimal;
  readonly unit: string;
  readonly per: number;
  /** Null: not known, so the line is not in the total. */
  readonly price: Decimal | null;
  readonly currency: string;
  readonly amountMinor: number | null;
  readonly source: string;
  readonly readOn: string | null;
  readonly assumed: boolean;
}

export interface Costs {
  readonly lines: readonly CostLine[];
  /** The sum of the lines' amounts. */
  readonly totalMinor: number;
  /** Items without a known price. With one, the total is a lower bound. */
  readonly unpriced: readonly string[];
}

export function priceOf(item: string, { prices, day }: Pick<PriceBasis, "prices" | "day">): ItemPrice {
  const row = priceOn(item, day) ?? priceOn(ofAnyModel(item), day) ?? null;
  const stated = prices.find((each) => each.item === item);
  const { component, unit, per } = row ?? { component: componentOf(item), unit: "unit", per: 1 };
  if (stated !== undefined) {
    const { price, currency, source } = stated;
    return { item, component, unit, per, price, currency, source, readOn: null, assumed: false, stated: true, row };
  }
  const { price, currency, source, readOn, assumed = false } = row ?? nowhere;
  return { item, component, unit, per, price, currency, source, readOn, assumed, stated: false, row };
}

/** The item of a speech provider whose price is the same for all its models: `stt.google` for `stt.google.chirp_3`. */
function ofAnyModel(item: string): string {
  return /^(?:stt|tts)\.[^.]+(?=\.)/.exec(item)?.[0] ?? item;
}

const nowhere = {
  price: null,
  currency: "USD",
  source: "not in the price list",
  readOn: null,
  assumed: false,
} as const;

const kinds: readonly (readonly [string, PriceComponent])[] = [
  ["model.", "model"],
  ["stt.", "stt"],
  ["tts.", "tts"],
  ["transport.", "transport"],
  ["twilio.voice.", "telephony"],
  ["whatsapp.", "messaging"],
  ["operator.", "people"],
];

function componentOf(item: string): PriceComponent | "other" {
  return kinds.find(([beginning]) => item.startsWith(beginning))?.[1] ?? "other";
}

/** Units of the pricing's currency for one of another. Null: no rate is stated. */
export function rateOf(
  currency: string,
  { currency: own, rates }: Pick<PriceBasis, "currency" | "rates">,
): Decimal | null {
  return currency === own ? "1" : (rates.find(({ from }) => from === currency)?.rate ?? null);
}

/** Currencies of used prices for which no rate is stated. */
export function missingRates(volumes: Volumes, basis: PriceBasis): readonly string[] {
  const priced = quantitiesOf(volumes, basis.choices).map(({ item }) => priceOf(item, basis));
  const used = priced.filter(({ price }) => price !== null).map(({ currency }) => currency);
  const currencies = new Set([...used, ...basis.fixed.map(({ currency }) => currency)]);
  return [...currencies].filter((currency) => rateOf(currency, basis) === null);
}

/** The cost of a month, line by line. Each line is rounded once, and the total is the sum of the lines. Pure. */
export function costsOf(volumes: Volumes, basis: PriceBasis): Costs {
  const lines = [
    ...quantitiesOf(volumes, basis.choices).map((quantity) => costLine(quantity, basis)),
    ...basis.fixed.map((cost) => fixedLine(cost, basis)),
  ];
  return {
    lines,
    totalMinor: lines.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0),
    unpriced: lines.filter(({ amountMinor }) => amountMinor === null).map(({ item }) => item),
  };
}

function costLine({ item, units }: UsedQuantity, basis: PriceBasis): CostLine {
  const priced = priceOf(item, basis);
  const counted = new Big(units).round(6, Big.roundHalfEven);
  const parts = billedPartsOf(priced, Number(counted.toFixed()), basis);
  const rate = rateOf(priced.currency, basis);
  const amount =
    parts === null || rate === null
      ? null
      : parts
          .reduce((sum, part) => sum.plus(new Big(part.units).times(part.price)), new Big(0))
          .times(rate)
          .div(priced.per);
  const { component, unit, per, price, currency, source, readOn, assumed } = priced;
  return {
    item,
    component,
    units: counted.toFixed(),
    unit,
    per,
    price,
    currency,
    source,
    readOn,
    assumed,
    amountMinor: amount === null ? null : minorOf(amount, basis.currency),
  };
}

function fixedLine({ name, amount, currency }: FixedCost, basis: PriceBasis): CostLine {
  const rate = rateOf(currency, basis);
  return {
    item: name,
    component: "other",
    units: "1",
    unit: "month",
    per: 1,
    price: amount,
    currency,
    source: "stated",
    readOn: null,
    assumed: false,
    amountMinor: rate === null ? null : minorOf(new Big(amount).times(rate), basis.currency),
  };
}

function billedPartsOf(priced: ItemPrice, units: number, { choices }: PriceBasis) {
  if (priced.price === null) return null;
  if (priced.stated || priced.row === null) return [{ units, price: priced.price }];
  return billedParts(priced.row, units, choices.own_cloud_account);
}

/**
 * The cost of a month in major units, as a quick number for thousands of draws: the same quantities and prices as
 * `costsOf`, without its rounding. What has no known price costs nothing.
 */
export function costFunction(basis: PriceBasis): (volumes: Volumes) => number {
  const known = new Map<string, { readonly priced: ItemPrice; readonly factor: number }>();
  const fixed = basis.fixed.reduce(
    (sum, { amount, currency }) => sum + Number(amount) * Number(rateOf(currency, basis) ?? 0),
    0,
  );
  return (volumes) => {
    let total = fixed;
    for (const { item, units } of quantitiesOf(volumes, basis.choices)) {
      let found = known.get(item);
      if (found === undefined) {
        const priced = priceOf(item, basis);
        found = { priced, factor: Number(rateOf(priced.currency, basis) ?? 0) / priced.per };
        known.set(item, found);
      }
      for (const part of billedPartsOf(found.priced, units, basis) ?? [])
        total += part.units * Number(part.price) * found.factor;
    }
    return total;
  };
}
