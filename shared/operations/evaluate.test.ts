import { evaluate, evaluator } from "./evaluate.ts";
import { expressionOf, parseExpression } from "./expression.ts";
import type { ExpressionFunction } from "./functions.ts";
import type { Scope } from "./value.ts";

const scope: Scope = {
  order: {
    id: "W1",
    status: "pending",
    items: [
      { sku: "cup", price: 4.1, count: 3 },
      { sku: "pot", price: 20.2, count: 1 },
    ],
    address: { city: "Pune" },
  },
  prices: { cup: 4.1, pot: 20.2 },
  ids: ["a", "b", "a"],
  nothing: null,
};
const resultOf = (text: string, using = evaluator()) => evaluate(expressionOf(text), scope, using);

it.each<[string, unknown]>([
  ["0.1 + 0.2", 0.3],
  ["1.1 * 3", 3.3],
  ["sum(order.items.map(i, i.price * i.count))", 32.5],
  ["order.items.filter(i, i.price > 5).map(i, i.sku)", ["pot"]],
  ["order.items.map(i, i.count > 1, i.sku)", ["cup"]],
  ["order.items.exists(i, i.sku == 'pot') && !order.items.all(i, i.count > 1)", true],
  ["order.items.exists_one(i, i.sku == 'cup')", true],
  ["order.address.city + ', ' + order.id", "Pune, W1"],
  ["order.missing", null],
  ["nothing.field", null],
  ["has(order.address.zip)", false],
  ["or(order.address.zip, 'none')", "none"],
  ["order.status in ['pending', 'new']", true],
  ["'cup' in prices", true],
  ["prices[order.items[1].sku]", 20.2],
  ["prices.map(p, p)", ["cup", "pot"]],
  ["with(order.address, 'city', 'Goa')", { city: "Goa" }],
  ["without(order.address, 'city')", {}],
  ["{amount: 5, 'kind': order.status}", { amount: 5, kind: "pending" }],
  ["distinct(ids)", ["a", "b"]],
  ["range(size(ids)).map(n, ids[n] + text(n))", ["a0", "b1", "a2"]],
  ["order.items.size()", 2],
  ["round(2.345, 2)", 2.35],
  ["round(-2.5)", -3],
  ["1.005 * 100", 100.5],
  ["max([3, 9, 4]) - min([3, 9])", 6],
  ["add_days('2026-02-27', 2)", "2026-03-01"],
  ["hours_between('2026-11-29T08:00', '2026-11-30T07:30')", 23.5],
  ["days_between('2026-11-29', '2026-12-01')", 2],
  ["order.id < 'W2' ? 'before' : 'after'", "before"],
  ["number('12.5') + 1", 13.5],
  ["'हिंदी'.size()", 5],
  ["[1] + [2]", [1, 2]],
])("%s", (text, value) => expect(resultOf(text)).toEqual(value));

it.each<[string, string]>([
  ["order.total + 1", "what is missing plus what is a number"],
  ["order.items > 5", "cannot be compared"],
  ["order.status && true", "a condition is a text"],
  ["1 / 0", "a division by zero"],
  ["unknown", "`unknown` is not known"],
  ["order.status.price", "`price` of what is a text"],
  ["sum(ids)", "sum() takes a number"],
  ["range(1e9)", "range() takes a whole number"],
  ["nope(1)", "there is no function nope()"],
  ["min([])", "min() of an empty list"],
])("%s has no value", (text, message) => expect(() => resultOf(text)).toThrow(message));

it("ends an expression that takes too many steps", () => {
  expect(() => resultOf("range(1000).map(a, range(1000).map(b, a * b))")).toThrow("too many steps");
});

/** What it costs to look at a list does not hide behind one step. */
it.each([
  "range(1000).map(a, -1 in range(1000))",
  "range(1000).map(a, size(range(1000)))",
  "range(1000).map(a, range(1000) + range(1000))",
  "range(100).map(a, range(1000)).map(a, range(100).map(b, a == range(1000)))",
  "range(1000).map(a, distinct([[[range(1000)]]]))",
  "range(1000).map(a, text([[[range(1000)]]]))",
  "range(1000).map(a, lower(join(range(1000))))",
  "range(1000).map(a, with({}, 'x', a)).map(a, merge(a, {y: range(500)})).map(a, text(a))",
])("ends %s", (text) => expect(() => resultOf(text)).toThrow("too many steps"));

it("keeps the first of equal items", () => {
  expect(resultOf("distinct([2, 1, 2, {a: 1, b: [2]}, {b: [2], a: 1}, '1', null, 1])")).toEqual([
    ...[2, 1, { a: 1, b: [2] }, "1", null],
  ]);
});

it("calls the deployer's functions, which never hide its own", () => {
  const points: ExpressionFunction = { arity: [1, 1], call: ([amount = null]) => Number(amount) / 10 };
  expect(resultOf("points(50)", evaluator({ points }))).toBe(5);
  expect(resultOf("sum([1])", evaluator({ sum: points }))).toBe(1);
});

it("says of a text that is no expression what is wrong", () => {
  expect(parseExpression("order.")).toMatchObject({ ok: false, message: expect.stringContaining("cannot be read") });
  expect(parseExpression("x".repeat(3_000))).toMatchObject({ ok: false, message: expect.stringContaining("longer") });
});
