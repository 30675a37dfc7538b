import Big from "big.js";
import { modelCharges } from "../../../../shared/prices/nano-usd.ts";
import type { Turn } from "../turn-record.ts";

/** What a turn's requests to its model cost in US dollars, by the list prices of the day. Null: there is no price. */
export function costOf(usage: Turn["usage"], now: Date): string | null {
  const charges = modelCharges(usage, now.toISOString().slice(0, 10));
  const known = charges.flatMap(({ nanoUsd }) => (nanoUsd === null ? [] : [nanoUsd]));
  if (known.length < charges.length) return null;
  return new Big(known.reduce((sum, each) => sum + each, 0)).div(1_000_000_000).toFixed();
}
