import Big from "big.js";
import { fractionDigits } from "../../../../shared/payments/amount.ts";
import { allocate, type Decimal, decimalOf, minorOf } from "../../../../shared/prices/money.ts";
import { type Charge, chargesOf, type PriceModel, pricedUnits } from "./price-models.ts";
import type { Terms } from "./terms.ts";
import type { Volumes } from "./volumes.ts";

export interface ChargeLine extends Charge {
  readonly amountMinor: number;
  /** The line's part of the discount. */
  readonly discountMinor: number;
  readonly netMinor: number;
  /** The line's part of the tax. */
  readonly taxMinor: number;
  readonly totalMinor: number;
}

/** What a client pays under one price model in a month. Lines sum to the totals exactly. */
export interface Quote {
  readonly model: PriceModel;
  /** The price of a unit, stated or derived. Null: the model has none of its own, or no units. */
  readonly unitPrice: Decimal | null;
  readonly derived: boolean;
  readonly lines: readonly ChargeLine[];
  readonly grossMinor: number;
  readonly discountMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly taxParts: readonly { readonly name: string; readonly amountMinor: number }[];
  readonly totalMinor: number;
  readonly setupMinor: number;
  readonly setupTaxMinor: number;
  readonly costMinor: number;
  readonly marginMinor: number;
  /** Share of the net charge. Null: nothing is charged. */
  readonly margin: number | null;
  readonly belowFloor: boolean;
}

export interface Deal {
  readonly terms: Terms;
  readonly currency: string;
  readonly volumes: Volumes;
  readonly costMinor: number;
}

/** Digits after the point of a derived unit price, beyond the currency's own: fractions of a paisa are offered. */
const finerDigits = 2;

/** Prices one model. Pure. */
export function quoteOf(model: PriceModel, { terms, currency, volumes, costMinor }: Deal): Quote {
  const stated = model.kind === "tiers" ? undefined : model.price;
  const derivedPrice = stated === undefined ? derivePrice(model, { terms, currency, volumes, costMinor }) : null;
  const unitPrice = stated ?? derivedPrice;
  const charges = chargesOf(model, unitPrice ?? "0", volumes);
  const amounts = charges.map(({ units, price }) => minorOf(new Big(units).times(price), currency));
  const short = minorOf(new Big(terms.minimum_month), currency) - sum(amounts);
  const all: readonly Charge[] =
    short > 0 ? [...charges, { what: "minimum", units: 1, price: decimalOf(short, currency) }] : charges;
  const gross = short > 0 ? [...amounts, short] : amounts;
  const grossMinor = sum(gross);
  const discountMinor = halfEven(new Big(grossMinor).times(terms.discount));
  const discounts = allocate(discountMinor, gross);
  const nets = gross.map((amount, index) => amount - (discounts[index] ?? 0));
  const netMinor = grossMinor - discountMinor;
  const taxMinor = taxOf(netMinor, terms);
  const taxes = allocate(taxMinor, nets);
  const setupMinor = minorOf(new Big(terms.setup_fee), currency);
  const marginMinor = netMinor - costMinor;
  const margin = netMinor === 0 ? null : marginMinor / netMinor;
  return {
    model,
    unitPrice,
    derived: stated === undefined && unitPrice !== null,
    lines: all.map((charge, index) => {
      const [amountMinor, discount, net, tax] = [gross, discounts, nets, taxes].map((list) => list[index] ?? 0) as [
        number,
        number,
        number,
        number,
      ];
      return { ...charge, amountMinor, discountMinor: discount, netMinor: net, taxMinor: tax, totalMinor: net + tax };
    }),
    grossMinor,
    discountMinor,
    netMinor,
    taxMinor,
    taxParts: partsOfTax(taxMinor, terms),
    totalMinor: netMinor + taxMinor,
    setupMinor,
    setupTaxMinor: taxOf(setupMinor, terms),
    costMinor,
    marginMinor,
    margin,
    belowFloor: margin === null ? costMinor > 0 : margin < terms.floor_margin,
  };
}

/** The unit price that gives the target margin after the discount, rounded up. Null: there are no such units. */
function derivePrice(model: PriceModel, { terms, currency, volumes, costMinor }: Deal): Decimal | null {
  const units = pricedUnits(model, volumes);
  if (units === 0) return null;
  const digits = fractionDigits(currency);
  const net = new Big(costMinor).div(new Big(1).minus(terms.target_margin));
  const gross = net.div(new Big(1).minus(terms.discount)).div(new Big(10).pow(digits));
  const base = model.kind === "hybrid" ? new Big(model.base) : new Big(0);
  const price = gross
    .minus(base)
    .div(units)
    .round(digits + finerDigits, Big.roundUp);
  return (price.lt(0) ? new Big(0) : price).toFixed(digits + finerDigits);
}

function taxOf(netMinor: number, { tax }: Terms): number {
  return halfEven(new Big(netMinor).times(tax.percent).div(100));
}

function partsOfTax(taxMinor: number, { tax }: Terms) {
  const amounts = allocate(
    taxMinor,
    tax.parts.map(() => 1),
  );
  return tax.parts.map((name, index) => ({ name, amountMinor: amounts[index] ?? 0 }));
}

function halfEven(minor: Big): number {
  return Number(minor.round(0, Big.roundHalfEven).toFixed(0));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, each) => total + each, 0);
}

/** The net charge of a month in major units, as a quick number for thousands of draws. */
export function netOf(
  model: PriceModel,
  unitPrice: string | null,
  { terms, volumes }: Pick<Deal, "terms" | "volumes">,
): number {
  const charges = chargesOf(model, unitPrice ?? "0", volumes);
  const gross = charges.reduce((total, { units, price }) => total + units * Number(price), 0);
  return Math.max(gross, Number(terms.minimum_month)) * (1 - terms.discount);
}
