import { majorUnits } from "../../../../../../../shared/payments/amount.ts";
import { numberText } from "../../components/region.ts";

/** An amount in major units, without its smallest digits, as people read it. */
export function wholeMoney(amount: number, currency: string): string {
  const options = { style: "currency", currency, maximumFractionDigits: 0 } as const;
  return numberText(amount, options);
}

/** An amount in the smallest unit, with all its digits. */
export function exactMoney(minor: number, currency: string): string {
  return numberText(majorUnits(minor, currency), { style: "currency", currency });
}

/** A quantity as people read it: one digit after the point is enough. */
export function countText(decimal: string): string {
  return numberText(Number(decimal), { maximumFractionDigits: 1 });
}
