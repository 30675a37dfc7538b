import Big from "big.js";
import { register } from "../models/register.ts";
import { partsOf } from "./model-usage.ts";
import { priceOn } from "./price-list.ts";
import type { PriceComponent } from "./price-row.ts";

/** What units cost by the list: whole nano US dollars, in which prices of single tokens are exact. */
export interface Charge {
  readonly component: PriceComponent | "unknown";
  readonly item: string;
  readonly units: number;
  /** Null: the list has no price in US dollars for that day. */
  readonly nanoUsd: number | null;
  /** Millionths of the currency in which it is billed, where that is another one. */
  readonly other?: { readonly currency: string; readonly micros: number };
}

const nano = new Big(10).pow(9);

/** Rounded once, half to even. @param day ISO date */
export function chargeFor(item: string, units: number, day: string): Charge {
  const row = priceOn(item, day);
  const component = row?.component ?? "unknown";
  if (!row || row.price === null) return { component, item, units, nanoUsd: null };
  const amount = new Big(row.price).times(units).div(row.per);
  const whole = (parts: Big) => Number(amount.times(parts).round(0, Big.roundHalfEven).toFixed(0));
  if (row.currency === "USD") return { component, item, units, nanoUsd: whole(nano) };
  return {
    component,
    item,
    units,
    nanoUsd: null,
    other: { currency: row.currency, micros: whole(new Big(10).pow(6)) },
  };
}

/** A decimal of US dollars as whole nano dollars. */
export function nanoUsdOf(decimal: string): number {
  return Number(new Big(decimal).times(nano).round(0, Big.roundHalfEven).toFixed(0));
}

/** What the requests of one turn to its model cost. `served` is what its vendor calls the model that answered. */
export function modelCharges(
  usage: {
    readonly model: string;
    readonly served: string;
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly modelCalls: number;
    /** Of the input tokens, those that the vendor had in its cache. */
    readonly cachedTokens?: number | undefined;
  },
  day: string,
): readonly Charge[] {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens + outputTokens === 0) return [];
  const model = pricedModel(usage);
  // A turn sums its requests, and the higher prices hold for each request that is long by itself.
  const each = Math.ceil(inputTokens / Math.max(1, usage.modelCalls));
  const isLong = partsOf({ ...none, model, inputTokens: each }).some(({ item }) => item.includes(".long-"));
  const kind = isLong ? "long-" : "";
  const cached = chargeFor(`model.${model}.${kind}cached-input`, Math.min(usage.cachedTokens ?? 0, inputTokens), day);
  // Without a price of their own, cached tokens cost at most what others do.
  const isApart = cached.units > 0 && cached.nanoUsd !== null;
  return [
    chargeFor(`model.${model}.${kind}input`, isApart ? inputTokens - cached.units : inputTokens, day),
    ...(isApart ? [cached] : []),
    chargeFor(`model.${model}.${kind}output`, outputTokens, day),
  ].filter(({ units }) => units > 0);
}

const none = { cachedTokens: 0, audioInputTokens: 0, outputTokens: 0, audioOutputTokens: 0 };

/** The name in the register: a vendor may add a revision to it. */
export function pricedModel({ model, served }: { readonly model: string; readonly served: string }): string {
  const known = register.map(({ id }) => id);
  const found = known.find((id) => id === served) ?? known.find((id) => served.startsWith(`${id}-`));
  return found ?? (known.includes(model) ? model : served || model || "unknown");
}
