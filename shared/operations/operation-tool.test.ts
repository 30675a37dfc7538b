import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Documents, VersionConflict } from "../platform/documents.ts";
import { openEmbedded } from "../platform/embedded/platform.ts";
import { prepareRows } from "../tables/seed-rows.ts";
import { openTables } from "../tables/tables.ts";
import { argumentsFor, toolCall } from "../tools/fixtures.ts";
import type { Identity } from "../tools/identity.ts";
import type { ToolCallContext } from "../tools/tool.ts";
import { operationTool } from "./operation-tool.ts";
import { shopOperations, shopTables } from "./operations.fixture.ts";

const { tenantId, now } = toolCall();
let dataDir: string;
let platform: ReturnType<typeof openEmbedded>;
let documents: Documents;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "operations-"));
  platform = openEmbedded({ dataDir, now: () => now });
  documents = platform.documents;
  await prepareRows(documents, tenantId, shopTables);
});
afterEach(async () => {
  await platform.close(1000);
  await rm(dataDir, { recursive: true, force: true });
});

const asha: Identity = { verified: true, table: "customers_of_shop", key: "c1", fields: {} };

function open(name: string, using: Documents = documents) {
  const operation = shopOperations.find((each) => each.name === name);
  if (operation === undefined) throw new Error(`There is no operation ${name}.`);
  return operationTool(operation, { documents: using, modules: {} }, { tables: shopTables, timeZone: "Asia/Kolkata" });
}
async function run(name: string, args: object, call: Partial<ToolCallContext> = {}, using: Documents = documents) {
  const tool = open(name, using);
  return (await tool.execute(argumentsFor(tool, args), toolCall({ identity: asha, ...call }))).content;
}
async function row(table: string, key: string) {
  return (await openTables(documents, shopTables).get(tenantId, table, [key]))?.data.row;
}

test("changes several rows in one commit, as its writes say", async () => {
  expect(await run("cancel_order", { order_id: "o1" })).toEqual({ order: "o1", refund: 8.2 });
  expect(await row("orders", "o1")).toMatchObject({
    status: "cancelled",
    payments: [
      { kind: "paid", amount: 8.2 },
      { kind: "refund", amount: 8.2 },
    ],
  });
  expect(await row("customers_of_shop", "c1")).toMatchObject({ wallet: 108.2 });
  expect(await row("products", "cup")).toMatchObject({ stock: 12 });
});

test.each<[string, string, object, Partial<ToolCallContext>, string]>([
  ["somebody else's order", "cancel_order", { order_id: "o2" }, {}, "The order is somebody else's."],
  ["an order of no proven person", "cancel_order", { order_id: "o1" }, { identity: { verified: false } }, "not proven"],
  ["an order that is not there", "cancel_order", { order_id: "o9" }, {}, "There is no such order: o9."],
  [
    "more than the wallet holds",
    "place_order",
    { customer_id: "c2", lines: [{ product: "cup", count: 9 }] },
    {},
    "enough",
  ],
  [
    "a negative count",
    "place_order",
    { customer_id: "c1", lines: [{ product: "cup", count: -1 }] },
    {},
    "at least one",
  ],
  ["a product that is not sold", "find_product", { id: "car" }, {}, "We do not sell that."],
])("refuses %s in the tenant's words, and changes nothing", async (_, name, args, call, words) => {
  const before = await Promise.all([row("orders", "o1"), row("orders", "o2"), row("customers_of_shop", "c1")]);
  expect(await run(name, args, call)).toEqual({ error: expect.stringContaining(words) });
  expect(await Promise.all([row("orders", "o1"), row("orders", "o2"), row("customers_of_shop", "c1")])).toEqual(before);
});

test("refuses the second cancellation by the state that the first one left", async () => {
  await run("cancel_order", { order_id: "o1" }, { idempotencyKey: "first" });
  expect(await run("cancel_order", { order_id: "o1" }, { idempotencyKey: "second" })).toMatchObject({
    error: "The order is no longer pending.",
  });
});

test("repeats a call without repeating what it did, and answers the same", async () => {
  const first = await run("cancel_order", { order_id: "o1" }, { idempotencyKey: "same" });
  expect(await run("cancel_order", { order_id: "o1" }, { idempotencyKey: "same" })).toEqual(first);
  expect(await row("customers_of_shop", "c1")).toMatchObject({ wallet: 108.2 });
});

test("does once what two copies of one call do at the same time", async () => {
  const both = ["one", "other"].map(() => run("cancel_order", { order_id: "o1" }, { idempotencyKey: "same" }));
  expect(await Promise.all(both)).toEqual([
    { order: "o1", refund: 8.2 },
    { order: "o1", refund: 8.2 },
  ]);
  expect(await row("customers_of_shop", "c1")).toMatchObject({ wallet: 108.2 });
});

test("never spends a wallet twice, however many calls race for it", async () => {
  const buy = (at: number) =>
    run("place_order", { customer_id: "c1", lines: [{ product: "pot", count: 3 }] }, { idempotencyKey: `buy-${at}` });
  const outcomes = await Promise.all(Array.from({ length: 4 }, (_, at) => buy(at)));
  expect(outcomes.filter((outcome) => !("error" in (outcome as object)))).toHaveLength(1);
  expect(await row("customers_of_shop", "c1")).toMatchObject({ wallet: 39.4 });
});

test("tries again on the new state when a row has changed since it was read", async () => {
  let commits = 0;
  const contended: Documents = {
    ...documents,
    async commit(tenant, writes) {
      commits += 1;
      if (commits === 1) throw new VersionConflict("Somebody was faster.");
      return documents.commit(tenant, writes);
    },
  };
  expect(await run("take_seat", { order_id: "o1", row: "front" }, {}, contended)).toEqual({ done: true });
  expect(await row("orders", "o1")).toMatchObject({ seats: { front: { free: 1 } } });
});

test("gives the last of something to one of two", async () => {
  const take = (at: string) => run("take_seat", { order_id: "o1", row: "front" }, { idempotencyKey: at });
  const outcomes = await Promise.all(["a", "b", "c"].map(take));
  expect(outcomes.filter((outcome) => "error" in (outcome as object))).toEqual([{ error: "There is none left." }]);
});

test("refuses by a rule before a later value is computed, which would have none", async () => {
  expect(await run("share_out", { order_id: "o1", line: 1 })).toBe(100);
  expect(await run("share_out", { order_id: "o1", line: 9 })).toEqual({ error: "There is no such line." });
  expect(await run("share_out", { order_id: "o2", line: 1 })).toEqual({ error: "The order is empty." });
});

test("removes an entry of a map that becomes null, and tells the time to the second", async () => {
  const now = new Date("2026-11-05T18:45:10.500Z");
  expect(await run("close_front", { order_id: "o1" }, { now })).toBe("2026-11-06T00:15:10");
  expect(await row("orders", "o1")).toMatchObject({ seats: { back: { free: 1 } } });
  expect((await row("orders", "o1"))?.seats).not.toHaveProperty("front");
});

test("tells nobody the columns that are for operators", async () => {
  expect(await run("find_product", { id: "cup" })).toEqual({ id: "cup", price: 4.1, stock: 10 });
});

test("previews the amounts of the rows, and refuses before anybody is asked", async () => {
  const tool = open("cancel_order");
  expect(tool).toMatchObject({ confirm: "customer", sideEffects: true, reconcile: "repeat" });
  const call = toolCall({ identity: asha });
  expect(await tool.preview?.({ order_id: "o1" }, call)).toEqual({
    title: "Cancel order",
    lines: [
      { label: "Order", value: "o1" },
      { label: "Refund", value: "8.2" },
    ],
  });
  await expect(tool.preview?.({ order_id: "o2" }, call)).rejects.toMatchObject({ code: "operation-refused" });
  expect(await row("orders", "o1")).toMatchObject({ status: "pending" });
});

test("takes no argument that it does not declare", () => {
  expect(() => argumentsFor(open("cancel_order"), { order_id: "o1", refund: 1e6 })).toThrow('"refund"');
});
