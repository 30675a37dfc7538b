import { getLocale } from "#language";
import { majorUnits } from "../../../../../../../shared/payments/amount.ts";

/** An amount in major units, without its smallest digits, as people read it. */
export function wholeMoney(amount: number, currency: string): string {
  const options = { style: "currency", currency, maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(`${getLocale()}-IN`, options).format(amount);
}

/** An amount in the smallest unit, with all its digits. */
export function exactMoney(minor: number, currency: string): string {
  const format = new Intl.NumberFormat(`${getLocale()}-IN`, { style: "currency", currency });
  return format.format(majorUnits(minor, currency));
}

/** A quantity as people read it: one digit after the point is enough. */
export function countText(decimal: string): string {
  return new Intl.NumberFormat(`${getLocale()}-IN`, { maximumFractionDigits: 1 }).format(Number(decimal));
}
