import type { ResearchSubject } from "../../../../shared/events/lifecycle/research.ts";

/** What is needed to read a number or a price that does not say its country. */
export interface ReadSettings {
  /** ISO 3166-1 alpha-2. */
  readonly region: string;
  /** ISO 4217, of a price whose sign several currencies have. */
  readonly currency: string;
}

const currencies: Readonly<Record<string, string>> = {
  IN: "INR",
  US: "USD",
  GB: "GBP",
  CA: "CAD",
  AU: "AUD",
  SG: "SGD",
  AE: "AED",
  JP: "JPY",
  CN: "CNY",
  BR: "BRL",
  CH: "CHF",
  SE: "SEK",
  NO: "NOK",
  DK: "DKK",
  PL: "PLN",
  NZ: "NZD",
  ZA: "ZAR",
  LK: "LKR",
  NP: "NPR",
  BD: "BDT",
};
const euro = new Set("AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" "));

export function readSettings({ region }: Pick<ResearchSubject, "region">): ReadSettings {
  return { region, currency: currencies[region] ?? (euro.has(region) ? "EUR" : "USD") };
}
