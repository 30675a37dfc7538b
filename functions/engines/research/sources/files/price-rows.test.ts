import { productInRow } from "./price-rows.ts";

it.each([
  ["CBC | ₹350", "CBC", 35_000, "INR"],
  ["S. No.: 4 | Test: Lipid profile | MRP: Rs. 1,499/-", "Lipid profile", 149_900, "INR"],
  ["रक्त जाँच | ₹ 200", "रक्त जाँच", 20_000, "INR"],
  ["Espresso | 3.50 €", "Espresso", 350, "EUR"],
])("reads %s", (line, name, minor, currency) => {
  expect(productInRow(line)).toEqual({ kind: "product", value: { name, price: { minor, currency } } });
});

it.each([
  ["a price without its currency", "CBC | 350"],
  ["two prices", "CBC | ₹350 | ₹300"],
  ["a currency that several countries have", "CBC | $350"],
  ["no name", "12 | ₹350"],
  ["a sentence", "We charge ₹350 for a CBC."],
  ["nothing", ""],
  ["a price of zero", "CBC | ₹0"],
])("guesses nothing from %s", (_what, line) => {
  expect(productInRow(line)).toBeUndefined();
});
