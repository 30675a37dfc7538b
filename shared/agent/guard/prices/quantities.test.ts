import { moneyIn } from "./money.ts";

test.each([
  ["₹640 one by one", [[640]]],
  ["they cost ₹1,150 two at a time", [[1_150]]],
  ["₹5 one 3 two 7 three", [[5]]],
])("a number word behind a numeral is read as a number of its own: %s", (text, amounts) => {
  expect(moneyIn(text, "INR").amounts).toEqual(expect.arrayContaining(amounts));
});
