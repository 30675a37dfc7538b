import { compare, type Fraction, fraction } from "./fraction.ts";

export interface CreditBand {
  /** Percent, at most four decimals. */
  readonly below: number;
  /** Percent of the price, at most two decimals. */
  readonly credit: number;
}

export interface CreditTerms {
  readonly monthly_price?: number | undefined;
  readonly bands: readonly CreditBand[];
  readonly acceleration?: number | undefined;
  readonly minimum: number;
}

const millionths = 1_000_000;

/** The limit of a band as an exact share: 99.95 % are 999,500 millionths. */
export function limitOf(percent: number): Fraction {
  return fraction(Math.round(percent * 10_000), millionths);
}

/** The credit in hundredths of a percent. A limit that is reached exactly is no breach. */
export function creditHundredths(bands: readonly CreditBand[], availability: Fraction): number {
  const breached = bands.filter(({ below }) => compare(availability, limitOf(below)) < 0);
  return Math.max(0, ...breached.map(({ credit }) => Math.round(credit * 100)));
}

/**
 * The credit in the currency's smallest unit, half a unit rounded up.
 * Bands: percent of the price. Acceleration: price × minutes down × factor ÷ minutes of the month, at most the price.
 */
export function creditMinor(
  terms: CreditTerms,
  month: {
    readonly availability: Fraction;
    readonly downMinutes: number;
    /** Of the calendar month. */
    readonly monthMinutes: number;
    readonly priceMinor: number;
    readonly minimumMinor: number;
  },
): number {
  const { availability, downMinutes, monthMinutes, priceMinor, minimumMinor } = month;
  const owed =
    terms.acceleration === undefined
      ? halfUp(BigInt(priceMinor) * BigInt(creditHundredths(terms.bands, availability)), 10_000n)
      : halfUp(BigInt(priceMinor) * BigInt(downMinutes) * BigInt(terms.acceleration), BigInt(monthMinutes));
  const credit = Math.min(owed, priceMinor);
  return credit > minimumMinor ? credit : 0;
}

function halfUp(amount: bigint, by: bigint): number {
  return Number((2n * amount + by) / (2n * by));
}

/** What in the terms contradicts itself. */
export function creditProblems(
  credits: CreditTerms | undefined,
): readonly { readonly path: string[]; readonly message: string }[] {
  if (!credits) return [];
  const { bands, acceleration, monthly_price } = credits;
  const problem = (key: string, message: string) => ({ path: ["credits", key], message });
  const found = [];
  if (bands.length === 0 && acceleration === undefined)
    found.push(
      problem("bands", "is missing, and there is no `acceleration`\nWrite one of the two, or remove `credits`."),
    );
  if (bands.length > 0 && acceleration !== undefined)
    found.push(problem("acceleration", "contradicts `bands`\nKeep one of the two."));
  if (monthly_price === undefined)
    found.push(
      problem("monthly_price", "is missing, and a credit is a part of it\nWrite what the client pays a month."),
    );
  for (const [index, band] of bands.entries()) {
    const before = bands[index - 1];
    if (before === undefined || (band.below < before.below && band.credit > before.credit)) continue;
    const rule = "Order bands from the highest limit to the lowest, with rising credits.";
    found.push({
      path: ["credits", "bands", String(index)],
      message: `(below ${band.below} %: ${band.credit} %) contradicts the band before it (below ${before.below} %: ${before.credit} %)\n${rule}`,
    });
  }
  return found;
}
