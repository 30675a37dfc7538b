import { problemsOfRow } from "./check-row.ts";
import { tablesOf } from "./fixtures.ts";
import { Tables } from "./table.ts";

const problems = (section: object): readonly string[] => {
  const { error } = Tables.safeParse({ orders: section });
  return (error?.issues ?? []).map(({ path, message }) => `${path.slice(1).join(".")}: ${message.split("\n")[0]}`);
};

const nine = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`c${at}`, "text"]));

describe("a table's section", () => {
  test("may be a list of rows, whose columns it takes", () => {
    const { orders } = tablesOf({
      orders: [
        { id: "o1", total: 5, tags: ["a"] },
        { id: "o2", total: "five" },
      ],
    });
    expect(orders).toMatchObject({ isDeclared: false, key: ["id"] });
    expect(Object.entries(orders?.columns ?? {}).map(([name, { type }]) => `${name} ${type}`)).toEqual([
      "id text",
      "total json",
      "tags list",
    ]);
  });

  test("has a lookup for every reference", () => {
    const { orders } = tablesOf({
      users: [{ id: "u1" }],
      orders: { columns: { id: "text", user: { type: "text", references: "users" } }, unique: [["user"]] },
    });
    expect(orders?.lookups).toEqual([{ columns: ["user"], unique: true }]);
  });

  test.each<[string, object, string]>([
    ["no key", { columns: { number: "text" } }, "key: is missing"],
    ["a key that is no column", { columns: { id: "text" }, key: ["no"] }, "key.0: is not a column"],
    [
      "a lookup by a list",
      { columns: { id: "text", l: { type: "list", of: "text" } }, lookups: [["l"]] },
      "lookups.0.0:",
    ],
    [
      "a lookup by a place that is not there",
      { columns: { id: "text", o: { type: "object", fields: { a: "text" } } }, lookups: [["o.a"], ["o.b"]] },
      "lookups.1.0: is not a column",
    ],
    ["a choice without values", { columns: { id: { type: "choice" } } }, "columns.id.values: is missing"],
    ["a list of nothing", { columns: { id: "text", l: { type: "list" } } }, "columns.l.of: is missing"],
    [
      "a reference to no table",
      { columns: { id: { type: "text", references: "x" } } },
      "columns.id.references: is not",
    ],
    ["an unknown type", { columns: { id: "string" } }, "columns.id.type:"],
    [
      "a wrong first row",
      { columns: { id: "text", n: "integer" }, rows: [{ id: "a", n: 1.5 }] },
      "rows.0.n: must be a",
    ],
    ["two first rows of one key", { columns: { id: "text" }, rows: [{ id: "a" }, { id: "A" }] }, "rows.1: has the id"],
    [
      "too many lookups",
      { columns: { id: "text", ...nine }, lookups: Object.keys(nine).map((name) => [name]) },
      "more than 8",
    ],
  ])("with %s is refused", (_, section, problem) => {
    expect(problems(section).join(" | ")).toContain(problem);
  });
});

describe("a row", () => {
  const { orders } = tablesOf({
    orders: {
      columns: {
        id: { type: "text", required: true },
        total: "money",
        at: "datetime",
        day: "date",
        items: {
          type: "list",
          of: { type: "object", fields: { sku: { type: "text", required: true }, n: "integer" } },
        },
        seats: { type: "map", of: "integer" },
        extra: "json",
      },
    },
  });
  const wrong = (row: Parameters<typeof problemsOfRow>[0]) =>
    problemsOfRow(row, orders?.columns ?? {}).map(({ path }) => path.join("."));

  test.each<[Parameters<typeof problemsOfRow>[0], readonly string[]]>([
    [{ id: "a", total: 499.5, at: "2026-11-29T09:30:00", day: "2026-02-28", seats: { economy: 3 } }, []],
    [{ id: "a", items: [{ sku: "x", n: 1 }], extra: { any: ["thing"] } }, []],
    [{ id: "a", total: null, items: null }, []],
    [{}, ["id"]],
    [{ id: "a", total: 0.123_45 }, ["total"]],
    [{ id: "a", day: "2026-02-30" }, ["day"]],
    [{ id: "a", at: "2026-11-29 09:30" }, ["at"]],
    [
      { id: "a", items: [{ n: 1 }, { sku: "x", n: 1.5 }, { sku: "x", colour: "red" }] },
      ["items.0.sku", "items.1.n", "items.2.colour"],
    ],
    [{ id: "a", seats: { economy: "3" } }, ["seats.economy"]],
    [{ id: "a", ID: "a" }, ["ID"]],
  ])("%j has problems at %j", (row, paths) => expect(wrong(row)).toEqual(paths));
});
