import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { tablesOf } from "../../../shared/tables/fixtures.ts";
import { prepareRows } from "../../../shared/tables/seed-rows.ts";
import { tableRoutes } from "./routes.ts";

const lamps = {
  lamps: {
    columns: {
      id: "text",
      name: { type: "text", required: true },
      colour: "text",
      maker: { type: "text", references: "makers" },
    },
    lookups: [["colour"]],
    rows: [
      { id: "L-1", name: "Diya", colour: "red" },
      { id: "L-2", name: "दीपक", colour: "Blue", maker: "M-1" },
    ],
  },
  makers: { columns: { id: "text" }, rows: [{ id: "M-1" }] },
};
const tables = tablesOf(lamps);
const [shop, rival] = [TenantId.parse("shop"), TenantId.parse("rival")];
let dataDir: string;
let platform: ReturnType<typeof openEmbedded>;
let configs = [{ tables }];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "table-routes-"));
  platform = openEmbedded({ dataDir });
  configs = [{ tables }];
  await prepareRows(platform.documents, shop, tables);
});

afterEach(async () => {
  await platform.close(1000);
  await rm(dataDir, { recursive: true, force: true });
});

interface Asked {
  readonly params?: object;
  readonly query?: object;
  readonly body?: object;
}

async function ask(operationId: string, { params = {}, query = {}, body }: Asked = {}, tenantId = shop) {
  const routes = tableRoutes({ documents: platform.documents, configsOf: async () => configs });
  const found = routes.find((route) => route.operationId === operationId);
  if (found === undefined) throw new Error(`There is no operation ${operationId}.`);
  const request = { identity: { tenantId }, params, query: found.query?.parse(query), body: found.body?.parse(body) };
  const reply = await found.handle(request as never);
  if (!("body" in reply)) throw new Error("The operation streams.");
  return found.reply.parse(reply.body);
}

const rowsOf = (query: object) => ask("listTableRows", { params: { table: "lamps" }, query });
const row = (id: string, body?: object) => ({ params: { table: "lamps", id }, ...(body && { body }) });

it("lists tables with what a program needs to write rows", async () => {
  expect(await ask("listTables")).toMatchObject({
    items: [{ name: "lamps", key: ["id"], columns: { name: { type: "text", required: true } } }, { name: "makers" }],
  });
});

it("finds rows by a lookup, and pages through all of them", async () => {
  expect(await rowsOf({ where: '{"colour":"blue"}' })).toMatchObject({ items: [{ id: "L-2" }], next_cursor: null });
  const first = (await rowsOf({ limit: "1" })) as { items: { id: string }[]; next_cursor: string };
  const second = (await rowsOf({ limit: "1", cursor: first.next_cursor })) as typeof first;
  expect([...first.items, ...second.items].map(({ id }) => id).toSorted()).toEqual(["L-1", "L-2"]);
});

it("refuses a filter that is not an object", async () => {
  await expect(rowsOf({ where: "colour=blue" })).rejects.toThrow("JSON object");
});

it("creates, replaces and deletes a row", async () => {
  const made = { id: "L-3", name: "Lantern" };
  const { version } = (await ask("putTableRow", row("L-3", { row: made }))) as { version: string };
  const next = { ...made, colour: "green" };
  await ask("putTableRow", row("L-3", { row: next, version }));
  expect(await ask("getTableRow", row("L-3"))).toMatchObject({ row: next });
  await expect(ask("putTableRow", row("L-3", { row: made, version }))).rejects.toMatchObject({ code: "row-changed" });
  expect(await ask("deleteTableRow", row("L-3"))).toMatchObject({ row: next });
  await expect(ask("getTableRow", row("L-3"))).rejects.toMatchObject({ code: "row-not-found" });
});

it.each([
  ["an unknown column", { id: "L-4", name: "Lamp", size: 4 }, "row-refused"],
  ["a wrong type", { id: "L-4", name: 4 }, "row-refused"],
  ["a missing column", { id: "L-4" }, "row-refused"],
  ["a reference to nothing", { id: "L-4", name: "Lamp", maker: "M-9" }, "row-refused"],
  ["another id than its key", { id: "L-5", name: "Lamp" }, "row-id-mismatch"],
])("refuses a row with %s", async (_what, given, code) => {
  await expect(ask("putTableRow", row("L-4", { row: given }))).rejects.toMatchObject({ code });
  await expect(ask("getTableRow", row("L-4"))).rejects.toMatchObject({ code: "row-not-found" });
});

it("keeps a row that another row names", async () => {
  const maker = { params: { table: "makers", id: "M-1" } };
  await expect(ask("deleteTableRow", maker)).rejects.toMatchObject({ code: "row-refused" });
  expect(await ask("getTableRow", maker)).toMatchObject({ id: "M-1" });
});

it("shows a tenant none of another tenant's rows", async () => {
  await expect(ask("getTableRow", row("L-1"), rival)).rejects.toMatchObject({ code: "row-not-found" });
  expect(await ask("listTableRows", { params: { table: "lamps" } }, rival)).toMatchObject({ items: [] });
});

it("asks which configuration is meant when two declare a table differently", async () => {
  configs = [{ tables }, { tables: tablesOf({ lamps: { columns: { id: "text", name: "text" } } }) }];
  await expect(ask("getTableRow", row("L-1"))).rejects.toMatchObject({ code: "table-ambiguous" });
  expect(await ask("listTables")).toMatchObject({ items: [{ name: "lamps" }, { name: "lamps" }, { name: "makers" }] });
  const unknown = { params: { table: "cups", id: "1" } };
  await expect(ask("getTableRow", unknown)).rejects.toMatchObject({ code: "table-not-found" });
});

it("keeps a written row when a later configuration has another first row", async () => {
  await ask("putTableRow", row("L-1", { row: { id: "L-1", name: "Corrected" } }));
  const rows = [{ id: "L-1", name: "Declared anew" }];
  await prepareRows(platform.documents, shop, tablesOf({ lamps: { ...lamps.lamps, rows }, makers: lamps.makers }));
  expect(await ask("getTableRow", row("L-1"))).toMatchObject({ row: { name: "Corrected" } });
});
