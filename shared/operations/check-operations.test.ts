import { operationProblems } from "./check-operations.ts";
import { Operations } from "./operation-section.ts";
import { shopOperations, shopTables } from "./operations.fixture.ts";

const base = { name: "op", description: "Does it.", parameters: { id: "text", amount: "money" } };
const order = { order: { table: "orders", key: "id" } };

function problems(section: object): readonly string[] {
  const operations = Operations.parse([{ ...base, ...section }]);
  return operationProblems(operations, { tables: shopTables, modules: {} }).map(
    ({ path, message }) => `${path.slice(1).join(".")} ${message.split("\n")[0]}`,
  );
}

it("finds nothing wrong with operations that fit their tables", () => {
  expect(operationProblems(shopOperations, { tables: shopTables, modules: {} })).toEqual([]);
});

it.each<[string, object, string]>([
  [
    "a table that is not there",
    { read: { o: { table: "order", key: "id" } } },
    "read.o.table is not a table; did you mean `orders`?",
  ],
  [
    "a name that is not there",
    { read: order, returns: "oder.id" },
    "returns uses `oder`, which is not known here; did you mean `order`?",
  ],
  [
    "a column that is not there",
    { read: order, returns: "order.statsu" },
    "returns reads `statsu`, which `orders` does not have; did you mean `status`?",
  ],
  ["a field within a list", { read: order, compute: { x: "order.lines.map(l, l.prize)" } }, "compute.x reads `prize`"],
  ["a field of a list", { read: order, returns: "order.lines.price" }, "returns reads `.price` of what is a list"],
  ["a name used before it is there", { compute: { a: "b", b: "1" } }, "compute.a uses `b`"],
  ["a function that is not there", { compute: { a: "total(1)" } }, "compute.a calls `total()`"],
  ["too many arguments", { compute: { a: "sum([1], 2)" } }, "compute.a gives sum() 2, which takes 1 argument"],
  [
    "a cell that is no column",
    { write: [{ update: "orders", key: "id", set: { state: "'x'" } }] },
    "write.0.set.state is not a column",
  ],
  [
    "a place within a cell",
    { write: [{ update: "orders", key: "id", set: { "seats.front.fre": "1" } }] },
    "reads `fre`",
  ],
  [
    "a place to look for",
    { read: { o: { table: "orders", where: { "status.word": "'x'" } } } },
    "read.o.where.status.word is not a column",
  ],
  ["a change of a key", { write: [{ update: "orders", key: "id", set: { id: "'x'" } }] }, "is part of the key"],
  [
    "a new row without what every row has",
    { write: [{ insert: "orders", row: { id: "id" } }] },
    "write.0.row lacks `customer`",
  ],
  [
    "a search by no column",
    { read: { all: { table: "orders", where: { buyer: "id" } } } },
    "read.all.where.buyer is not a column",
  ],
  ["half a key", { read: { o: { table: "orders", key: ["id", "id"] } } }, "read.o.key has 2 of the key's columns"],
  [
    "a yes to a mere look-up",
    { confirm: "customer", read: order },
    "confirm asks somebody about an operation that changes",
  ],
])("finds %s", (_, section, problem) => expect(problems(section).join(" | ")).toContain(problem));

describe("an amount of money", () => {
  const write = (change: object) => ({ write: [{ update: "customers_of_shop", key: "id", ...change }] });

  const paying = (change: object) => ({ read: order, write: [{ update: "orders", key: "id", ...change }] });

  it.each<[string, object]>([
    ["set from a parameter", write({ set: { wallet: "amount" } })],
    ["added from a parameter", write({ increment: { wallet: "-amount" } })],
    ["computed from a parameter", { compute: { twice: "amount * 2" }, ...write({ set: { wallet: "twice" } }) }],
    [
      "in an appended item",
      { write: [{ update: "orders", key: "id", append: { payments: "{kind: 'x', amount: amount}" } }] },
    ],
    ["in a whole list", paying({ set: { payments: "[{kind: 'x', amount: amount}] + order.payments" } })],
    ["in items made of a list", paying({ set: { payments: "[amount].map(a, {kind: 'x', amount: a})" } })],
    [
      "in items that are the model's own",
      paying({ for_each: { one: "[amount]" }, append: { payments: "{amount: one}" } }),
    ],
    ["in one case of two", write({ increment: { wallet: "true ? 0 : amount" } })],
    ["in a place of a cell", { write: [{ update: "orders", key: "id", set: { "payments[0].amount": "amount" } }] }],
  ])("%s is a problem", (_, section) =>
    expect(problems(section).join()).toContain("is money, and comes from the model's `amount`"),
  );

  it("is looked for in texts that are read as numbers", () => {
    const parameters = { id: "text", words: "text" };
    const direct = { parameters, ...write({ set: { wallet: "number(words)" } }) };
    const computed = {
      parameters,
      compute: { n: "words.trim().number()" },
      ...write({ increment: { wallet: "n * 2" } }),
    };
    for (const section of [direct, computed]) expect(problems(section).join()).toContain("the model's `words`");
  });

  it("is found behind many values that are computed from each other", () => {
    const compute = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [`v${at}`, at < 2 ? "amount" : `v${at - 1} > 0 ? v${at - 1} : v${at - 2}`]),
    );
    expect(problems({ compute, ...write({ set: { wallet: "v59 + v58" } }) }).join()).toContain("the model's `amount`");
    const limited = [{ that: "v59 < 5 && v58 < 5", otherwise: "Too much." }];
    expect(problems({ compute, require: limited, ...write({ set: { wallet: "v59" } }) })).toEqual([]);
  });

  it("is looked for in lists that the model gives, whose length alone is no limit", () => {
    const given = { type: "list", of: { type: "object", fields: { kind: "text", amount: "money" } } };
    const sections = (rule: string) =>
      [
        { set: { payments: "given" } },
        { set: { payments: "given.filter(g, g.kind == 'x')" } },
        { for_each: { one: "given" }, append: { payments: "one" } },
        { append: { payments: "first(given)" } },
      ].map((change) => ({
        ...paying(change),
        parameters: { id: "text", given },
        require: [{ that: rule, otherwise: "No." }],
      }));
    for (const section of sections("size(given) < 3"))
      expect(problems(section).join()).toContain("comes from the model's `given`");
    for (const section of sections("sum(given.map(g, g.amount)) == 5")) expect(problems(section)).toEqual([]);
  });

  it.each<[string, object]>([
    ["from a row", { read: { p: { table: "products", key: "id" } }, ...write({ set: { wallet: "p.price" } }) }],
    [
      "that a rule limits",
      { require: [{ that: "amount <= 5", otherwise: "Too much." }], ...write({ set: { wallet: "amount" } }) },
    ],
    ["chosen by a parameter", { read: order, ...write({ set: { wallet: "order.payments[amount].amount" } }) }],
  ])("%s is none", (_, section) => expect(problems(section)).toEqual([]));
});
