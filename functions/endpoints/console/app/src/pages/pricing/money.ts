import { majorUnits } from "../../../../../../../shared/payments/amount.ts";
import { region } from "../../components/region.ts";

/** An amount in major units, without its smallest digits, as people read it. */
export function wholeMoney(amount: number, currency: string): string {
  const options = { style: "currency", currency, maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(region(), options).format(amount);
}

/** An amount in the smallest unit, with all its digits. */
export function exactMoney(minor: number, currency: string): string {
  const format = new Intl.NumberFormat(region(), { style: "currency", currency });
  return format.format(majorUnits(minor, currency));
}

/** A quantity as people read it: one digit after the point is enough. */
export function countText(decimal: string): string {
  return new Intl.NumberFormat(region(), { maximumFractionDigits: 1 }).format(Number(decimal));
}
