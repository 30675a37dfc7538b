import Big from "big.js";
import { fractionDigits } from "../payments/amount.ts";

/** A decimal number as text: unit prices lie below a paisa, and are multiplied before they are rounded. */
export type Decimal = string;

/**
 * An amount in the currency's smallest unit (paise, cents), rounded once, half to even.
 * @throws RangeError beyond nine quadrillion, where whole numbers are no longer exact
 */
export function minorOf(amount: Big, currency: string): number {
  const minor = amount.times(new Big(10).pow(fractionDigits(currency))).round(0, Big.roundHalfEven);
  const number = Number(minor.toFixed(0));
  if (!Number.isSafeInteger(number)) throw new RangeError("An amount is too large to be exact.");
  return number;
}

/** The amount in major units, with all digits of the currency: 149900 paise are "1499.00". */
export function decimalOf(minor: number, currency: string): Decimal {
  const digits = fractionDigits(currency);
  return new Big(minor).div(new Big(10).pow(digits)).toFixed(digits);
}

/**
 * Splits a whole amount by weights, so that the parts sum to it exactly: largest remainder, the earlier part first where
 * remainders are equal. Without any weight everything goes to the first part. Weights are not negative.
 */
export function allocate(amount: number, weights: readonly number[]): readonly number[] {
  const scaled = weights.map((weight) => BigInt(new Big(weight).times(weightScale).toFixed(0)));
  const sum = scaled.reduce((total, each) => total + each, 0n);
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? amount : 0));
  const [sign, whole] = amount < 0 ? [-1, BigInt(-amount)] : [1, BigInt(amount)];
  const parts = scaled.map((weight, index) => {
    const exact = whole * weight;
    return { index, share: exact / sum, remainder: exact % sum };
  });
  const left = Number(whole - parts.reduce((total, { share }) => total + share, 0n));
  const bonus = new Set(
    parts
      .toSorted((one, other) =>
        one.remainder === other.remainder ? one.index - other.index : one.remainder > other.remainder ? -1 : 1,
      )
      .slice(0, left)
      .map(({ index }) => index),
  );
  return parts.map(({ index, share }) => sign * (Number(share) + (bonus.has(index) ? 1 : 0)) || 0);
}

/** Weights are compared to a millionth. */
const weightScale = 1_000_000;
