import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Documents } from "../platform/documents.ts";
import { openEmbedded } from "../platform/embedded/platform.ts";
import { TenantId } from "../platform/tenant.ts";
import type { TableRow } from "./cell.ts";
import { tablesOf } from "./fixtures.ts";
import { prepareRows } from "./seed-rows.ts";
import { openTables, type RowChange, RowsRefused } from "./tables.ts";

const shop = TenantId.parse("shop");
const rival = TenantId.parse("rival");
let dataDir: string;
let platform: ReturnType<typeof openEmbedded>;
let documents: Documents;

const sections = {
  users: {
    columns: { id: "text", email: { type: "text", required: true }, name: "text", zip: "text" },
    unique: [["email"]],
    lookups: [["name", "zip"]],
    rows: [
      { id: "u1", email: "asha@shop.example", name: "Asha", zip: "400001" },
      { id: "u2", email: "ravi@shop.example", name: "Ravi", zip: "400002" },
    ],
  },
  pets: {
    columns: {
      id: "text",
      name: { type: "object", fields: { first: "text", last: "text" } },
      home: { type: "map", of: "text" },
    },
    lookups: [["name.last", "home.zip"]],
    rows: [
      { id: "p1", name: { first: "Tuffy", last: "Rao" }, home: { zip: "400001" } },
      { id: "p2", name: { first: "Momo", last: "Rao" }, home: { zip: "400002" } },
      { id: "p3", name: { first: "Momo" } },
    ],
  },
  orders: {
    key: ["number"],
    columns: { number: "text", user: { type: "text", references: "users" }, total: "money" },
    rows: [],
  },
};
const tables = tablesOf(sections);

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "tables-"));
  platform = openEmbedded({ dataDir });
  documents = platform.documents;
  await prepareRows(documents, shop, tables);
});
afterEach(async () => {
  await platform.close(1000);
  await rm(dataDir, { recursive: true, force: true });
});

const open = () => openTables(documents, tables);
const apply = async (...changes: readonly RowChange[]) => documents.commit(shop, await open().writes(shop, changes));
const insert = (table: string, row: TableRow) => apply({ type: "insert", table, row });
const stored = async (table: string, key: string) => {
  const found = await open().get(shop, table, [key]);
  if (found === undefined) throw new Error(`There is no ${key} in ${table}.`);
  return found;
};
const idsOf = async (table: string, where: TableRow) =>
  (await open().find(shop, table, where, { limit: 10 })).rows.map(({ data }) => data.rowId);

/** Counts what the database is asked. */
function counted() {
  const asked: string[] = [];
  const counting: Documents = {
    ...documents,
    get(...args) {
      asked.push("get");
      return documents.get(...args);
    },
    query(...args) {
      asked.push("query");
      return documents.query(...args);
    },
  };
  return { asked, tables: openTables(counting, tables) };
}

describe("finding rows", () => {
  test("costs one read by key and one query by a lookup, in any letter case", async () => {
    const { asked, tables: counting } = counted();
    expect((await counting.find(shop, "users", { id: "u1" }, { limit: 10 })).rows).toHaveLength(1);
    expect((await counting.find(shop, "users", { email: " ASHA@shop.example" }, { limit: 10 })).rows).toHaveLength(1);
    expect((await counting.find(shop, "users", { name: "ravi", zip: "400002" }, { limit: 10 })).rows).toHaveLength(1);
    expect(asked).toEqual(["get", "query", "query"]);
  });

  test("looks within objects and maps", async () => {
    const { asked, tables: counting } = counted();
    const found = await counting.find(shop, "pets", { "name.last": "rao", "home.zip": "400002" }, { limit: 10 });
    expect(found.rows.map(({ data }) => data.rowId)).toEqual(["p2"]);
    expect(asked).toEqual(["query"]);
    expect(await idsOf("pets", { "name.first": "MOMO" })).toEqual(["p2", "p3"]);
    expect(await idsOf("pets", { "home.zip": "400003" })).toEqual([]);
  });

  test("compares the columns that the lookup leaves out", async () => {
    expect(await idsOf("users", { email: "asha@shop.example", name: "Ravi" })).toEqual([]);
    expect(await idsOf("users", { zip: "400002" })).toEqual(["u2"]);
  });

  test("leads from page to page without losing or repeating a row", async () => {
    for (let at = 0; at < 230; at += 1)
      await insert("orders", { number: `o${at}`, user: at % 2 ? "u1" : "u2", total: at % 3 });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await open().find(shop, "orders", { total: 2 }, { limit: 7, cursor });
      seen.push(...page.rows.map(({ data }) => data.rowId));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(76);
    expect(new Set(seen).size).toBe(76);
    expect(await idsOf("orders", { user: "u1" })).toHaveLength(10);
  });

  test("never shows another tenant's rows", async () => {
    await prepareRows(documents, rival, tablesOf({ users: { columns: { id: "text", email: "text" } } }));
    expect((await open().find(rival, "users", { email: "asha@shop.example" }, { limit: 1 })).rows).toEqual([]);
  });
});

describe("writing rows", () => {
  const refusal = async (...changes: readonly RowChange[]): Promise<string> => {
    try {
      await apply(...changes);
    } catch (error) {
      if (error instanceof RowsRefused) return error.message;
      throw error;
    }
    return "";
  };

  test.each<[string, RowChange, string]>([
    [
      "an undeclared column",
      { type: "insert", table: "users", row: { id: "u3", mail: "x" } },
      "`mail` is not a column",
    ],
    ["a missing cell", { type: "insert", table: "users", row: { id: "u3" } }, "`email` is missing"],
    [
      "a wrong type",
      { type: "insert", table: "orders", row: { number: "o1", total: "9" } },
      "`total` must be an amount",
    ],
    ["a taken key", { type: "insert", table: "users", row: { id: "u1", email: "new@shop.example" } }, "already"],
    ["a taken unique value", { type: "insert", table: "users", row: { id: "u3", email: "Asha@Shop.example" } }, "same"],
    [
      "a reference to nothing",
      { type: "insert", table: "orders", row: { number: "o1", user: "u9" } },
      "`u9`, which is",
    ],
    ["a missing key", { type: "insert", table: "orders", row: { total: 1 } }, "lacks its key: number"],
    ["a table that is not there", { type: "insert", table: "carts", row: {} }, "no table `carts`"],
  ])("refuses %s, and names it", async (_, change, message) => {
    expect(await refusal(change)).toContain(message);
  });

  test("commits changes of several tables together, and lets one name a row that another inserts", async () => {
    await apply(
      { type: "insert", table: "orders", row: { number: "o1", user: "u3", total: 1.25 } },
      { type: "insert", table: "users", row: { id: "u3", email: "new@shop.example" } },
    );
    expect((await stored("orders", "o1")).data.row).toMatchObject({ user: "u3" });
  });

  test("frees a unique value with its row, and moves it with a change", async () => {
    await apply({ type: "delete", table: "users", before: await stored("users", "u1") });
    await insert("users", { id: "u3", email: "asha@shop.example" });
    const row = { id: "u3", email: "other@shop.example" };
    await apply({ type: "update", table: "users", before: await stored("users", "u3"), row });
    await insert("users", { id: "u4", email: "asha@shop.example" });
    expect(await idsOf("users", { email: "asha@shop.example" })).toEqual(["u4"]);
  });

  test("gives a unique value to one of many at once", async () => {
    const tries = Array.from({ length: 20 }, (_, at) => insert("users", { id: `n${at}`, email: "one@shop.example" }));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await idsOf("users", { email: "one@shop.example" })).toHaveLength(1);
  });

  test("deletes no row that another names, and changes no key", async () => {
    await insert("orders", { number: "o1", user: "u1" });
    const before = await stored("users", "u1");
    expect(await refusal({ type: "delete", table: "users", before })).toContain("named by `user` of a row of `orders`");
    const renamed = { ...before.data.row, id: "u7" };
    expect(await refusal({ type: "update", table: "users", before, row: renamed })).toContain("part of the key");
  });
});

test("a configuration with other lookups finds the rows that were there before", async () => {
  const next = tablesOf({
    ...sections,
    users: { ...sections.users, unique: [["email"]], lookups: [["zip"], ["name"]] },
  });
  expect(await prepareRows(documents, shop, next)).toBe(2);
  const { rows } = await openTables(documents, next).find(shop, "users", { zip: "400002" }, { limit: 5 });
  expect(rows.map(({ data }) => data.rowId)).toEqual(["u2"]);
  expect(await prepareRows(documents, shop, next)).toBe(0);
});

describe("a configuration with other first rows", () => {
  const withMail = (email: string) =>
    tablesOf({ ...sections, users: { ...sections.users, rows: [{ id: "u1", email, name: "Asha", zip: "400001" }] } });

  test("frees the unique value that a first row no longer has", async () => {
    expect(await prepareRows(documents, shop, withMail("asha@new.example"))).toBe(1);
    await insert("users", { id: "u3", email: "asha@shop.example" });
    await expect(insert("users", { id: "u4", email: "asha@new.example" })).rejects.toThrow(RowsRefused);
  });

  test("keeps what is written while the first rows are being written", async () => {
    let wrote = false;
    const racing: Documents = {
      ...documents,
      async commit(...args) {
        if (!wrote) {
          wrote = true;
          const before = await stored("users", "u1");
          const row = { ...before.data.row, name: "Asha Rao" };
          const change = { type: "update" as const, table: "users", before, row, by: { writeKey: "w1" } };
          await apply(change);
        }
        return documents.commit(...args);
      },
    };
    await prepareRows(racing, shop, withMail("asha@new.example"));
    expect((await stored("users", "u1")).data.row).toMatchObject({ name: "Asha Rao", email: "asha@shop.example" });
  });
});
