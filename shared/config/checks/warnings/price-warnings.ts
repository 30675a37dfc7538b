import type { Explanation } from "../../explain.ts";
import type { TenantConfig } from "../../schema.ts";

/**
 * Knowledge about something that is for sale, in which its price is not. The agent states what the knowledge says, and the
 * customer pays what the price list says.
 */
export function priceWarnings({ knowledge, catalogue, business_logic }: TenantConfig): readonly Explanation[] {
  const products = business_logic.cross_sell.products.flatMap(({ id, name, price }) =>
    price === undefined ? [] : [{ id, name, price }],
  );
  const prices = new Map<string, number>();
  for (const { id, name, price } of [...products, ...catalogue]) {
    prices.set(comparable(id), price);
    if (name !== undefined) prices.set(comparable(name), price);
  }
  return knowledge.flatMap(({ id, title, text }, index): readonly Explanation[] => {
    const price = prices.get(comparable(title)) ?? prices.get(comparable(id));
    if (price === undefined || !namesMoney.test(text) || numbersIn(text).includes(price)) return [];
    return [
      {
        code: "price-differs",
        path: ["knowledge", index, "text"],
        at: "value",
        what: `names a price, but not that of \`${title}\` in the price list, ${price}`,
        remedy: "Write the same price in both: customers pay that of the price list.",
      },
    ];
  });
}

const namesMoney = /(?:[₹$€£]|\b(?:rs\.?|inr|usd|eur|gbp|aed))\s?\d|\d\s?(?:rupees|dollars|euros?|रुपये|\/-)/i;

/** `1,500` and `1500.50`, as numbers. */
function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([written]) => Number(written.replaceAll(",", "")));
}

function comparable(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, " ");
}
