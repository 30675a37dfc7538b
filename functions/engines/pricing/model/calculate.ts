import { askedModel, standingOf } from "../../../../shared/models/register.ts";
import { fractionDigits } from "../../../../shared/payments/amount.ts";
import { breakEven } from "./break-even.ts";
import { type Costs, costFunction, costsOf, missingRates, type PriceBasis } from "./costs.ts";
import type { DatedInputs } from "./inputs.ts";
import { namesOfUnits, type PriceModel, unitsOf } from "./price-models.ts";
import { netOf, type Quote, quoteOf } from "./quote.ts";
import type { PricingResult, QuoteView } from "./result.ts";
import { distributionOf, draw, tornado } from "./uncertainty.ts";
import { contactsOf, likelyVolumes, rangesOf, scaled, type Volumes, volumeNames } from "./volumes.ts";

/** Why inputs cannot be calculated. `pointer` is the field (RFC 6901). */
export interface InputProblem {
  readonly code: "volumes-missing" | "rate-missing";
  readonly pointer: string;
  readonly detail: string;
}

const draws = 10_000;

/** Costs, prices and their uncertainty. Pure: the same inputs give the same result. */
export function calculate(inputs: DatedInputs): PricingResult | InputProblem {
  const ranges = rangesOf(inputs.volumes);
  const volumes = likelyVolumes(ranges);
  if (contactsOf(volumes) === 0) return noVolumes;
  const basis = basisOf(inputs);
  const [missing] = missingRates(volumes, basis);
  if (missing !== undefined) return noRate(missing, inputs);
  const costs = costsOf(volumes, basis);
  const cost = costFunction(basis);
  const quotes = modelsOf(inputs, volumes).map((model) =>
    quoteOf(model, { terms: inputs.terms, currency: inputs.currency, volumes, costMinor: costs.totalMinor }),
  );
  const simulated = new Float64Array(draws);
  const profits = quotes.map(() => new Float64Array(draws));
  draw(ranges, { seed: inputs.seed, draws }, (drawn, index) => {
    const spent = cost(drawn);
    simulated[index] = spent;
    for (const [number, { model, unitPrice }] of quotes.entries()) {
      const list = profits[number];
      if (list) list[index] = netOf(model, unitPrice, { terms: inputs.terms, volumes: drawn }) - spent;
    }
  });
  return {
    contacts: contactsOf(volumes),
    costs: costs.lines.map(({ amountMinor, readOn, ...line }) => ({
      ...line,
      amount_minor: amountMinor,
      read_on: readOn,
    })),
    components: componentsOf(costs),
    cost_minor: costs.totalMinor,
    complete: costs.unpriced.length === 0,
    unpriced: [...costs.unpriced],
    assumed: volumeNames.filter((name) => inputs.volumes[name] === undefined),
    warnings: [...warningsOf(inputs, costs)],
    quotes: quotes.map((quote, number) => {
      const profit = profits[number] ?? new Float64Array();
      const { p10, p50, p90 } = distributionOf(profit);
      const lost = profit.reduce((count, each) => count + (each < 0 ? 1 : 0), 0);
      const { from, until } = breakEvenOf(quote, { inputs, volumes, cost });
      const view = { break_even: { from, until }, loss_share: lost / draws, profit: { p10, p50, p90 } };
      return { ...quoteView(quote), ...view };
    }),
    tornado: tornado(ranges, cost).map(({ input, low, high, costAtLow, costAtHigh }) => ({
      input,
      low,
      high,
      cost_at_low: costAtLow,
      cost_at_high: costAtHigh,
    })),
    simulation: simulationView(simulated, inputs.seed),
  };
}

function simulationView(simulated: Float64Array, seed: number): PricingResult["simulation"] {
  const { histogram, ...rest } = distributionOf(simulated);
  return { ...rest, seed, histogram: { ...histogram, counts: [...histogram.counts] } };
}

/** Models that end are priced as what the vendor serves in their place. */
function basisOf({ choices, currency, day, prices, rates, fixed_costs: fixed }: DatedInputs): PriceBasis {
  const at = new Date(`${day}T00:00:00.000Z`);
  const [model, realtime] = [choices.model, choices.realtime_model].map((name) => askedModel(name, at));
  const asked = { ...choices, model: model ?? choices.model, realtime_model: realtime ?? choices.realtime_model };
  return { choices: asked, currency, day, prices, rates, fixed };
}

/** The stated models, or one for each unit that there is. */
function modelsOf({ price_models: stated }: DatedInputs, volumes: Volumes): readonly PriceModel[] {
  if (stated !== undefined) return stated;
  const kinds = ["per_resolution", "per_conversation", "per_minute", "per_seat"] as const;
  const simple = kinds.filter((kind) => unitsOf(namesOfUnits[kind], volumes) > 0);
  return [...simple.map((kind): PriceModel => ({ kind })), { kind: "outcome", included: 0 }];
}

function breakEvenOf(
  { model, unitPrice }: Quote,
  of: { readonly inputs: DatedInputs; readonly volumes: Volumes; readonly cost: (volumes: Volumes) => number },
) {
  const contacts = contactsOf(of.volumes);
  return breakEven((count) => {
    const volumes = scaled(of.volumes, count / contacts);
    return netOf(model, unitPrice, { terms: of.inputs.terms, volumes }) - of.cost(volumes);
  });
}

function componentsOf({ lines }: Costs): PricingResult["components"] {
  const components = [...new Set(lines.map(({ component }) => component))];
  return components.map((component) => {
    const own = lines.filter((line) => line.component === component);
    const amount = own.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0);
    return { component, amount_minor: amount, complete: own.every(({ amountMinor }) => amountMinor !== null) };
  });
}

function* warningsOf({ choices, day, currency }: DatedInputs, costs: Costs): Iterable<string> {
  const at = new Date(`${day}T00:00:00.000Z`);
  for (const model of [choices.model, ...(choices.voice === "realtime" ? [choices.realtime_model] : [])]) {
    const standing = standingOf(model, at);
    if (standing.type !== "ending" && standing.type !== "ended") continue;
    const { on, replacement } = standing.end;
    yield `${model} ends on ${on}${replacement === null ? "" : `; ${replacement} takes its place, at its own price`}.`;
  }
  for (const { item, source } of costs.lines.filter(({ assumed }) => assumed)) yield `${item} is an ${source}`;
  if (costs.unpriced.length > 0)
    yield `The cost is a lower bound: no price is known of ${costs.unpriced.join(", ")}. State it under \`prices\`.`;
  if (fractionDigits(currency) === 0) yield `${currency} has no smaller unit, so each line is rounded to a whole one.`;
}

function quoteView(quote: Quote): Omit<QuoteView, "break_even" | "loss_share" | "profit"> {
  const { model, unitPrice, derived, lines, taxParts, margin, belowFloor } = quote;
  return {
    model,
    unit_price: unitPrice,
    derived,
    margin,
    below_floor: belowFloor,
    lines: lines.map(({ what, units, price, ...line }) => ({
      what,
      units,
      price,
      amount_minor: line.amountMinor,
      discount_minor: line.discountMinor,
      net_minor: line.netMinor,
      tax_minor: line.taxMinor,
      total_minor: line.totalMinor,
    })),
    gross_minor: quote.grossMinor,
    discount_minor: quote.discountMinor,
    net_minor: quote.netMinor,
    tax_minor: quote.taxMinor,
    total_minor: quote.totalMinor,
    setup_minor: quote.setupMinor,
    tax_parts: taxParts.map(({ name, amountMinor }) => ({ name, amount_minor: amountMinor })),
    setup_tax_minor: quote.setupTaxMinor,
    cost_minor: quote.costMinor,
    margin_minor: quote.marginMinor,
  };
}

const noVolumes: InputProblem = {
  code: "volumes-missing",
  pointer: "/volumes/conversations",
  detail: "Nothing is expected in a month. State `volumes.conversations`, `volumes.calls` or both.",
};

function noRate(from: string, { currency }: DatedInputs): InputProblem {
  return {
    code: "rate-missing",
    pointer: "/rates",
    detail: `Prices are in ${from}. State a rate: {"from": "${from}", "rate": "…", "on": "…", "source": "…"}, in ${currency} for one ${from}.`,
  };
}
