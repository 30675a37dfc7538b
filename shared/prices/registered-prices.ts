import { type RegisteredModel, register, registerReadOn } from "../models/register.ts";
import { callPrices } from "../voice/call-prices.ts";
import type { PriceComponent, PriceRow } from "./price-row.ts";

const componentOf: Readonly<Record<RegisteredModel["kind"], PriceComponent>> = {
  chat: "model",
  live: "realtime",
  embedding: "embedding",
};

/** Rows of what has its own register: models (shared/models/register.ts) and speech (shared/voice/call-prices.ts). */
export const registeredPrices: readonly PriceRow[] = [
  ...register.flatMap(rowsOfModel),
  ...callPrices
    .filter(({ component }) => component === "stt" || component === "tts" || component === "transport")
    .map(
      ({ component, provider, model, unit, usd, per, source, readOn }): PriceRow => ({
        item: [component, provider, ...(model === "*" ? [] : [model])].join("."),
        component: component as PriceComponent,
        unit: unit === "seconds" ? "second" : "character",
        per,
        price: usd,
        currency: "USD",
        from: null,
        until: null,
        source,
        readOn,
      }),
    ),
];

function rowsOfModel({ id, kind, price, end, vendor }: RegisteredModel): readonly PriceRow[] {
  const kinds = [
    ["input", price.input],
    ["output", price.output],
    ["cached-input", price.cachedInput ?? null],
    ["audio-input", price.audioInput ?? null],
    ["audio-output", price.audioOutput ?? null],
  ] as const;
  const steps =
    price.above &&
    ([
      ["long-input", price.above.input],
      ["long-output", price.above.output],
    ] as const);
  return [...kinds, ...(steps ?? [])].map(([kindOfToken, amount]) => ({
    item: `model.${id}.${kindOfToken}`,
    component: componentOf[kind],
    unit: `${kindOfToken.replace("-", " ")} token`,
    per: 1_000_000,
    price: amount,
    currency: "USD",
    from: null,
    until: end?.on ?? null,
    source: vendor === "local" ? "runs on the agency's own machines" : "ai.google.dev/gemini-api/docs/pricing",
    readOn: registerReadOn,
  }));
}
