/** An exact share: `part` of `whole`, which is positive. */
export interface Fraction {
  readonly part: bigint;
  readonly whole: bigint;
}

export const one: Fraction = { part: 1n, whole: 1n };

export function fraction(part: number | bigint, whole: number | bigint): Fraction {
  return reduced(BigInt(part), BigInt(whole));
}

export function add(a: Fraction, b: Fraction): Fraction {
  return reduced(a.part * b.whole + b.part * a.whole, a.whole * b.whole);
}

/** Negative, zero or positive, as `a` is smaller, equal or greater. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.part * b.whole - b.part * a.whole;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The exact mean. It adds in pairs, because one long sum would carry long numbers through every addition. */
export function mean(shares: readonly Fraction[]): Fraction | null {
  if (shares.length === 0) return null;
  const byWhole = new Map<bigint, bigint>();
  for (const { part, whole } of shares) byWhole.set(whole, (byWhole.get(whole) ?? 0n) + part);
  const sum = sumOf([...byWhole].map(([whole, part]) => reduced(part, whole)));
  return reduced(sum.part, sum.whole * BigInt(shares.length));
}

function sumOf(terms: readonly Fraction[]): Fraction {
  const [first, second] = terms;
  if (first === undefined) return { part: 0n, whole: 1n };
  if (second === undefined) return first;
  const half = terms.length >> 1;
  return add(sumOf(terms.slice(0, half)), sumOf(terms.slice(half)));
}

/** Percent with this many decimals, for people to read: it is rounded, so nothing may be compared with it. */
export function percentText({ part, whole }: Fraction, decimals = 4): string {
  const hundred = 100n * 10n ** BigInt(decimals);
  const rounded = (2n * part * hundred + whole) / (2n * whole);
  // Less than everything never looks like everything.
  const scaled = part < whole && rounded === hundred ? hundred - 1n : rounded;
  const digits = scaled.toString().padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Euclid's algorithm on longer numbers takes more than it saves. */
const longWhole = 2n ** 128n;

function reduced(part: bigint, whole: bigint): Fraction {
  if (whole <= 0n) throw new RangeError("A share needs a positive whole.");
  if (whole > longWhole) return { part, whole };
  const common = greatestCommon(part < 0n ? -part : part, whole);
  return { part: part / common, whole: whole / common };
}

function greatestCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
