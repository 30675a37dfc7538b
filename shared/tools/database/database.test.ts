import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../platform/embedded/platform.ts";
import { TenantId } from "../../platform/tenant.ts";
import type { TableRow } from "../../tables/cell.ts";
import { seed, tablesOf } from "../../tables/fixtures.ts";
import { argumentsFor, dependencies, emptyMaterial, onlyTool, toolCall } from "../fixtures.ts";
import type { ToolCallContext } from "../tool.ts";
import { database } from "./database.ts";

const clinic = TenantId.parse("clinic");
const rival = TenantId.parse("rival");
let dataDir: string;
let platform: ReturnType<typeof openEmbedded>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "tools-database-"));
  platform = openEmbedded({ dataDir });
});
afterAll(async () => {
  await platform.close(1000);
  await rm(dataDir, { recursive: true, force: true });
});

const tableOf: Record<string, readonly TableRow[]> = {
  customers: [
    { id: "c1", name: "Asha", phone: "+91 98765-00001", history: ["CBC in May"], notes: "private" },
    { id: "c2", name: "Ravi", phone: "+919876500002", session_id: "web-2" },
  ],
  appointments: [
    { id: "a1", date: "2026-11-06", time: "09:00", doctor: "Dr Rao", status: "available" },
    { id: "a2", date: "2026-11-07", time: "10:00", doctor: "Dr Sen", status: "available" },
    {
      id: "a3",
      date: "2026-11-06",
      time: "11:00",
      doctor: "Dr Rao",
      status: "booked",
      customer_phone: "+919876500002",
    },
    { id: "a4", date: "2026-12-31", time: "11:00", doctor: "Dr Rao", status: "available" },
    { id: "a5", date: "2026-11-05", time: "05:00", doctor: "Dr Rao", status: "available" },
    { id: "rolling", day_offset: 3, time: "12:00", doctor: "Dr Sen", status: "available" },
  ],
};

beforeEach(async () => {
  for (const [table, rows] of Object.entries(tableOf)) await seed(platform.documents, clinic, table, rows);
});

function tool(config: object, tables: Readonly<Record<string, unknown>> = tableOf) {
  return onlyTool(
    database.create({ name: "look_up", config: database.config.parse(config) }, dependencies({ platform }), {
      ...emptyMaterial,
      tables: tablesOf(tables),
    }),
  );
}

const asha = (changes: Partial<ToolCallContext> = {}) => toolCall(changes);
const ravi = (changes: Partial<ToolCallContext> = {}) =>
  toolCall({ customer: { id: "customer-2", address: "+919876500002", name: null }, channel: "sms", ...changes });

const rowsIn = (result: { content: unknown }) => (result.content as { rows: TableRow[] }).rows;

describe("the customers table", () => {
  const customers = () => tool({ table: "customers", fields: ["name", "phone", "history", "preferences"] });

  test("returns this customer's row with only the columns that the tenant names", async () => {
    const result = await (await customers()).execute({}, asha());
    expect(rowsIn(result)).toEqual([{ row_id: "c1", name: "Asha", phone: "+91 98765-00001", history: ["CBC in May"] }]);
  });

  test("accepts no argument that could name another customer", async () => {
    expect(Object.keys((await customers()).parameters.jsonSchema.properties as object)).toEqual([]);
    const result = await (await customers()).execute({ phone: "+919876500002", id: "c2", name: "Ravi" }, asha());
    expect(rowsIn(result).map(({ row_id }) => row_id)).toEqual(["c1"]);
  });

  test("does not trust a phone number from a web page", async () => {
    const claimed = { channel: "web_chat", customer: { id: "w", address: "+919876500001", name: null } } as const;
    expect((await (await customers()).execute({}, toolCall(claimed))).content).toMatchObject({ found: false });
    const session = { channel: "web_chat", customer: { id: "w", address: "web-2", name: null } } as const;
    expect(rowsIn(await (await customers()).execute({}, toolCall(session)))).toMatchObject([{ name: "Ravi" }]);
  });

  test("shows another tenant nothing", async () => {
    expect((await (await customers()).execute({}, asha({ tenantId: rival }))).content).toMatchObject({ found: false });
  });
});

describe("the appointments table", () => {
  const appointments = () => tool({ table: "appointments", permissions: ["read"], date_range: 30 });
  const ids = (result: { content: unknown }) => (rowsIn(result) ?? []).map(({ row_id }) => row_id);

  test("returns future free slots within the range, soonest first", async () => {
    expect(ids(await (await appointments()).execute({}, asha()))).toEqual(["a1", "a2", "rolling@2026-11-08"]);
  });

  test("filters by day and by column", async () => {
    expect(ids(await (await appointments()).execute({ date: "2026-11-07" }, asha()))).toEqual(["a2"]);
    expect(ids(await (await appointments()).execute({ day_offset: 1 }, asha()))).toEqual(["a1"]);
    expect(ids(await (await appointments()).execute({ doctor: "dr sen" }, asha()))).toEqual([
      "a2",
      "rolling@2026-11-08",
    ]);
    expect((await (await appointments()).execute({ date: "2026-12-31" }, asha())).content).toMatchObject({
      error: expect.stringContaining("30 days"),
    });
  });

  test("shows a booked slot to its owner", async () => {
    expect(ids(await (await appointments()).execute({ date: "2026-11-06" }, ravi()))).toEqual(["a1", "a3"]);
  });
});

describe("a table that may be written", () => {
  const config = { table: "appointments", permissions: ["read", "write"] };
  const book = (row_id: string) => ({ action: "update", row_id, values: { status: "booked" } });

  test("lets one of two customers take a free row", async () => {
    await seed(platform.documents, clinic, "appointments", [
      { id: "race", date: "2026-11-20", time: "09:00", status: "available" },
    ]);
    const results = await Promise.all([
      (await tool(config)).execute(book("race"), asha({ idempotencyKey: "race-1" })),
      (await tool(config)).execute(book("race"), ravi({ idempotencyKey: "race-2" })),
    ]);
    const outcomes = results.map(({ content }) => Object.keys(content as object)[0]).sort();
    expect(outcomes).toEqual(["error", "updated"]);
  });

  test("takes a rolling slot once, for one day, and hides it from others", async () => {
    const write = await tool(config);
    await write.execute(book("rolling@2026-11-08"), asha({ idempotencyKey: "roll-1" }));
    const again = await write.execute(book("rolling@2026-11-08"), asha({ idempotencyKey: "roll-1" }));
    expect(again.content).toMatchObject({ updated: true });
    const other = await write.execute(book("rolling@2026-11-08"), ravi({ idempotencyKey: "roll-2" }));
    expect(other.content).toMatchObject({ error: expect.any(String) });
    const day = { action: "find", where: { date: "2026-11-08" } };
    expect((await write.execute(day, ravi())).content).toMatchObject({ rows: [] });
    const nextDay = ravi({ now: new Date("2026-11-06T06:00:00Z") });
    expect(rowsIn(await write.execute({ action: "find", where: { date: "2026-11-09" } }, nextDay))).toHaveLength(1);
  });

  test("never changes another customer's row", async () => {
    const result = await (await tool(config)).execute(book("a3"), asha({ idempotencyKey: "steal" }));
    expect(result.content).toMatchObject({ error: expect.any(String) });
  });

  test("creates one row however often the call is repeated, and only its customer sees it", async () => {
    const orders = await tool({ table: "orders", permissions: ["read", "write"], fields: ["test", "status"] }, {});
    const create = { action: "create", values: { test: "CBC" } };
    const first = await orders.execute(create, asha({ idempotencyKey: "order-1" }));
    const second = await orders.execute(create, asha({ idempotencyKey: "order-1" }));
    expect(second.content).toEqual(first.content);
    expect(rowsIn(await orders.execute({ action: "find" }, asha()))).toMatchObject([{ test: "CBC" }]);
    expect(rowsIn(await orders.execute({ action: "find" }, ravi()))).toEqual([]);
  });

  test("plants no row in the name of another customer whose number is written into it", async () => {
    const orders = await tool({ table: "plans", permissions: ["read", "write"], fields: ["test", "phone"] }, {});
    const values = { test: "CBC", phone: "+919876500002" };
    await orders.execute({ action: "create", values }, asha({ idempotencyKey: "planted" }));
    await orders.execute({ action: "create", values: { test: "own" } }, asha({ idempotencyKey: "own" }));
    const own = rowsIn(await orders.execute({ action: "find" }, asha())).find(({ test: name }) => name === "own");
    const moved = { action: "update", row_id: own?.row_id, values: { phone: "+919876500002" } };
    expect((await orders.execute(moved, asha({ idempotencyKey: "moved" }))).content).toMatchObject({ updated: true });
    expect(rowsIn(await orders.execute({ action: "find" }, ravi()))).toEqual([]);
    // For the customer who wrote them, the rows hold what was said.
    expect(rowsIn(await orders.execute({ action: "find" }, asha()))).toMatchObject([
      values,
      { ...values, test: "own" },
    ]);
  });

  test("knows a customer again by their own number in a row", async () => {
    const orders = await tool({ table: "plans", permissions: ["read", "write"], fields: ["test", "phone"] }, {});
    const values = { test: "CBC", phone: "+919876500001" };
    await orders.execute({ action: "create", values }, asha({ idempotencyKey: "mine" }));
    const later = asha({ customer: { id: "another-id", address: "+919876500001", name: null } });
    expect(rowsIn(await orders.execute({ action: "find" }, later))).toMatchObject([values]);
  });

  test("never lets a call change a customer's identity", async () => {
    const customers = await tool({ table: "customers", permissions: ["write"] });
    const update = (values: object) => () => argumentsFor(customers, { action: "update", values });
    expect(update({ name: "A", phone: "+911111111111" })).toThrow('Unrecognized key: "phone"');
    expect(update({ name: "A" })()).toEqual({ action: "update", values: { name: "A" } });
  });

  test("differs from a read-only table in its declaration", async () => {
    expect(await tool(config)).toMatchObject({ sideEffects: true, reconcile: "repeat" });
    expect(await tool({ table: "customers" })).toMatchObject({ sideEffects: false });
  });
});

describe("seeding", () => {
  test("writes a row once and keeps later changes by tools", async () => {
    const rows = [{ id: "s1", date: "2026-11-21", status: "available" }];
    expect(await seed(platform.documents, clinic, "slots", rows)).toBe(1);
    const slots = await tool({ table: "slots", permissions: ["read", "write"] });
    await slots.execute({ action: "update", row_id: "s1", values: {} }, asha({ idempotencyKey: "slot" }));
    expect(await seed(platform.documents, clinic, "slots", rows)).toBe(0);
    expect(rowsIn(await slots.execute({ action: "find" }, asha()))).toMatchObject([{ status: "booked" }]);
    expect(await seed(platform.documents, clinic, "slots", [{ id: "s1", status: "available" }])).toBe(0);
    expect(await seed(platform.documents, clinic, "slots", [{ id: "s2", status: "available" }])).toBe(1);
    expect(await seed(platform.documents, clinic, "slots", [{ id: "s2", status: "closed" }])).toBe(1);
  });

  test("hides rows that name a person unless the table is public", async () => {
    const centres = [{ id: "andheri", name: "Andheri", phone: "+912200000000" }];
    await seed(platform.documents, clinic, "centres", centres);
    const find = async (config: object) =>
      (await tool({ table: "centres", ...config }, { centres })).execute({}, asha());
    expect(rowsIn(await find({}))).toEqual([]);
    expect(rowsIn(await find({ public: true }))).toMatchObject([{ name: "Andheri" }]);
  });

  test("reads a table of several pages", async () => {
    const many = Array.from({ length: 450 }, (_, at) => ({ id: `m${at}`, code: `code-${at}` }));
    await seed(platform.documents, clinic, "codes", many);
    const codes = await tool({ table: "codes" }, { codes: many });
    expect(rowsIn(await codes.execute({ code: "CODE-449" }, asha()))).toEqual([{ row_id: "m449", code: "code-449" }]);
    const all = await codes.execute({}, asha());
    expect(rowsIn(all)).toHaveLength(50);
    expect(all.content).toMatchObject({ more: true, note: expect.stringContaining("more rows than these") });
  });
});

describe("a declared table", () => {
  const parcels = {
    key: ["number"],
    columns: {
      number: "text",
      weight: { type: "number", required: true },
      state: { type: "choice", values: ["ready", "sent"], write: "operators" },
      margin: { type: "money", read: "operators" },
      code: { type: "text", read: "owner" },
      items: { type: "list", of: { type: "object", fields: { sku: "text", count: "integer" } } },
    },
    lookups: [["state"]],
    rows: [
      { number: "P1", weight: 2, state: "ready", margin: 9.5, code: "1234", items: [{ sku: "cup", count: 2 }] },
      { number: "P2", weight: 3, state: "sent", margin: 1 },
    ],
  };
  beforeEach(() => seed(platform.documents, clinic, "parcels", parcels));
  const open = () => tool({ table: "parcels", permissions: ["read", "write"] }, { parcels });

  test("keeps what is for operators, and what is for the owner, from everybody else", async () => {
    const rows = rowsIn(await (await open()).execute({ action: "find", where: { state: "READY" } }, asha()));
    expect(rows).toEqual([
      { row_id: "P1", number: "P1", weight: 2, state: "ready", items: [{ sku: "cup", count: 2 }] },
    ]);
  });

  test("takes nested cells, and refuses columns that are not declared or not the agent's to write", async () => {
    const values = (given: object) => async () => argumentsFor(await open(), { action: "create", values: given });
    await expect(values({ weight: 1, items: [{ sku: "mug", count: 1 }] })()).resolves.toBeDefined();
    await expect(values({ weight: 1, colour: "red" })()).rejects.toThrow('"colour"');
    await expect(values({ weight: 1, state: "sent" })()).rejects.toThrow('"state"');
    await expect(values({ weight: 1, items: [{ sku: "mug", colour: "red" }] })()).rejects.toThrow('"colour"');
  });

  test("names what a row lacks, and writes nothing", async () => {
    const create = { action: "create", values: { items: [] } };
    const refused = await (await open()).execute(create, asha({ idempotencyKey: "lacking" }));
    expect(refused.content).toEqual({ error: "Nothing was written. `weight` is missing. It must be a number." });
    const made = await (await open()).execute(
      { action: "create", values: { weight: 4 } },
      asha({ idempotencyKey: "made" }),
    );
    expect(made.content).toMatchObject({ created: true, row: { weight: 4 } });
  });
});
