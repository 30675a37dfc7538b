import type { ResearchClaim } from "../../../../../shared/events/lifecycle/research-claims.ts";
import { minorUnits } from "../../../../../shared/payments/amount.ts";

type Product = Extract<ResearchClaim, { kind: "product" }>;

/** Marks that stand for one currency. `$` and `¥` stand for several and are not read. */
const currencies: Readonly<Record<string, string>> = {
  "₹": "INR",
  rs: "INR",
  inr: "INR",
  "€": "EUR",
  eur: "EUR",
  "£": "GBP",
  gbp: "GBP",
  usd: "USD",
};
const marked =
  /^(₹|€|£|rs|inr|eur|gbp|usd)\.?\s?(\d[\d,]*(?:\.\d{1,2})?)\s?(?:\/-)?$|^(\d[\d,]*(?:\.\d{1,2})?)\s?(₹|€|£|rs|inr|eur|gbp|usd)\.?$/iu;
const nameColumn =
  /^(?:tests?|items?|products?|services?|names?|packages?|treatments?|procedures?|particulars|description|जाँच|जांच|सेवा|नाम)\b/iu;
const maxNameCharacters = 120;

/**
 * The product that a row of a price list names, with its price. A row is as the knowledge writes tables: cells between ` | `,
 * alone or each after its column's name. Undefined where the price has no currency of its own, or where two prices stand in
 * the row: it is not said which is meant.
 */
export function productInRow(line: string): Product | undefined {
  const cells = line.split(" | ").map(cellOf);
  if (cells.length < 2) return undefined;
  const prices = cells.flatMap(({ value }) => priceIn(value) ?? []);
  const named = cells.filter(({ value }) => /\p{L}{2}/u.test(value) && priceIn(value) === undefined);
  const name = (named.find(({ column }) => nameColumn.test(column)) ?? named[0])?.value;
  const [price, another] = prices;
  if (price === undefined || another !== undefined || name === undefined || name.length > maxNameCharacters)
    return undefined;
  return { kind: "product", value: { name, price } };
}

/** `Price: ₹350` is a cell with its column's name. */
function cellOf(cell: string): { readonly column: string; readonly value: string } {
  const [, column = "", value] = /^([^:]{1,60}): (.+)$/.exec(cell.trim()) ?? [];
  return value === undefined ? { column: "", value: cell.trim() } : { column, value: value.trim() };
}

function priceIn(value: string): Product["value"]["price"] | undefined {
  const [, before, first, second, after] = marked.exec(value) ?? [];
  const currency = currencies[(before ?? after ?? "").toLowerCase()];
  const amount = Number((first ?? second ?? "").replaceAll(",", ""));
  return currency === undefined || !(amount > 0) ? undefined : { minor: minorUnits(amount, currency), currency };
}
