import type { TenantConfig } from "../../../config/index.ts";
import type { Evidence } from "../evidence.ts";
import { publicTexts } from "../public-texts.ts";
import { readableText, withoutLookalikes } from "../readable.ts";
import { type ResultText, resultTexts } from "../tool-results.ts";
import { offersIn } from "./free-of-charge.ts";
import { moneyIn } from "./money.ts";
import { minBarePrice, numbersIn } from "./quantities.ts";

/** What a reply may state, because the configuration, a source, a tool or an earlier message of the company states it. */
export interface Support {
  /** The sources' words in small letters, for claims. */
  readonly text: string;
  readonly numbers: ReadonlySet<number>;
  /** The amounts of `numbers` that stand with a currency. Only they are multiplied by a quantity. */
  readonly prices: ReadonlySet<number>;
  readonly percentages: ReadonlySet<number>;
  /** The percentages that stand with a word for them. */
  readonly discounts: ReadonlySet<number>;
  readonly offers: ReadonlySet<string>;
}

const supports = new WeakMap<Evidence, Support>();

/** Built only when a reply needs support, and once for all its sentences. */
export function supportOf(evidence: Evidence): Support {
  const cached = supports.get(evidence);
  if (cached) return cached;
  const support = readSupport(evidence);
  supports.set(evidence, support);
  return support;
}

function readSupport({ turn, sources, toolCalls }: Evidence): Support {
  const { config } = turn;
  const results = resultTexts(toolCalls);
  const stated = [
    config.agent.system_prompt,
    // A tool's source repeats its result, which is read without the model's own arguments.
    ...sources.filter(({ id }) => !id.startsWith("tool:")).flatMap(({ title, text }) => [title, text]),
    ...turn.recent.filter(({ role }) => role !== "customer").map(({ text }) => text),
  ].map(plain);
  const facts = [
    ...stated.map((text) => factsOf(text, config)),
    configFacts(config),
    ...results.map((result) => resultFacts(result, config)),
  ];
  const prices = union(facts.map((each) => each.prices));
  const numbers = union([prices, ...facts.map((each) => each.numbers)]);
  return {
    text: [...stated, ...results.map(({ text }) => plain(text))].join("\n").toLowerCase(),
    prices,
    numbers,
    discounts: union(facts.map((each) => each.percentages)),
    percentages: union([numbers, ...facts.map((each) => each.percentages)]),
    offers: union(facts.map((each) => each.offers)),
  };
}

type Facts = Omit<Support, "text" | "discounts">;

function factsOf(text: string, config: TenantConfig): Facts {
  const { amounts, percentages } = moneyIn(text, config.payments.currency);
  return {
    numbers: new Set(numbersIn(text).filter((value) => value >= minBarePrice)),
    prices: new Set(amounts.flat()),
    percentages: new Set(percentages.flat()),
    offers: offersIn(text),
  };
}

const configured = new WeakMap<TenantConfig, Facts>();

/** The catalogue's prices, and the amounts in texts that the tenant sends to customers. */
function configFacts(config: TenantConfig): Facts {
  const cached = configured.get(config);
  if (cached) return cached;
  const facts = factsOf(plain(publicTexts(config)), config);
  const catalogue = [
    ...config.catalogue.map(({ price }) => price),
    ...config.business_logic.cross_sell.products.flatMap(({ price }) => price ?? []),
  ];
  const found = { ...facts, numbers: new Set<number>(), prices: new Set([...facts.prices, ...catalogue]) };
  configured.set(config, found);
  return found;
}

/** What a result states beyond the model's own arguments. */
function resultFacts({ text, numbers, given }: ResultText, config: TenantConfig): Facts {
  const own = factsOf(plain(text), config);
  const echoed = factsOf(plain(given), config);
  const givenNumbers = new Set([...numbersIn(plain(given)), ...echoed.prices]);
  const without = <T>(values: Iterable<T>, known: ReadonlySet<T>) =>
    new Set([...values].filter((value) => !known.has(value)));
  return {
    numbers: without(numbers, givenNumbers),
    prices: without(own.prices, givenNumbers),
    percentages: without(own.percentages, givenNumbers),
    offers: without(own.offers, echoed.offers),
  };
}

function plain(text: string): string {
  return withoutLookalikes(readableText(text));
}

function union<T>(sets: readonly ReadonlySet<T>[]): ReadonlySet<T> {
  const all = new Set<T>();
  for (const each of sets) for (const value of each) all.add(value);
  return all;
}
