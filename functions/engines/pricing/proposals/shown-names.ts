import type { PriceModel } from "../model/price-models.ts";
import type { QuoteView } from "../model/result.ts";

export type PriceModelKind = PriceModel["kind"];
export type ChargeLineWhat = QuoteView["lines"][number]["what"];
