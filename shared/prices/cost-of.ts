import type { Charge } from "./nano-usd.ts";

export interface Cost {
  /** Nano US dollars by component. */
  readonly costNanoUsd: Readonly<Record<string, number>>;
  /** Units by item. */
  readonly unpriced: Readonly<Record<string, number>>;
  /** Millionths by currency, of what is not billed in US dollars. */
  readonly otherCurrencyMicros: Readonly<Record<string, number>>;
}

/** Charges as counters: what has no price is counted in units, and no rate of exchange is assumed. */
export function costOf(charges: readonly Charge[]): Cost {
  const costNanoUsd: Record<string, number> = {};
  const unpriced: Record<string, number> = {};
  const otherCurrencyMicros: Record<string, number> = {};
  for (const { component, item, units, nanoUsd, other } of charges) {
    if (nanoUsd !== null) costNanoUsd[component] = (costNanoUsd[component] ?? 0) + nanoUsd;
    else if (other) otherCurrencyMicros[other.currency] = (otherCurrencyMicros[other.currency] ?? 0) + other.micros;
    else unpriced[item] = (unpriced[item] ?? 0) + units;
  }
  return { costNanoUsd, unpriced, otherCurrencyMicros };
}
