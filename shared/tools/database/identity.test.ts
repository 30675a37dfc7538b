import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../platform/embedded/platform.ts";
import type { TableRow } from "../../tables/cell.ts";
import { seed, tablesOf } from "../../tables/fixtures.ts";
import { prepareRows } from "../../tables/seed-rows.ts";
import { argumentsFor, dependencies, emptyMaterial, onlyTool, toolCall } from "../fixtures.ts";
import type { Identity } from "../identity.ts";
import { database } from "./database.ts";

const { tenantId } = toolCall();
let dataDir: string;
let platform: ReturnType<typeof openEmbedded>;

const tables: Record<string, readonly TableRow[]> = {
  members: [
    { id: "m1", name: "Nora", tier: "gold" },
    { id: "m2", name: "Ivo", tier: "basic" },
  ],
  loans: [
    { id: "l1", book: "Middlemarch", member: "m1" },
    { id: "l2", book: "Ulysses", member: "m2" },
    { id: "l3", book: "Emma", status: "available" },
  ],
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "tools-identity-"));
  platform = openEmbedded({ dataDir });
  for (const [table, rows] of Object.entries(tables)) await seed(platform.documents, tenantId, table, rows);
});
afterAll(async () => {
  await platform.close(1000);
  await rm(dataDir, { recursive: true, force: true });
});

const nora: Identity = { verified: true, table: "members", key: "m1", fields: { tier: "gold" } };
const visitor = { channel: "web_chat", customer: { id: "w1", address: "tab-1", name: null } } as const;

function loans(config: object = {}) {
  const given = { table: "loans", identity_column: "member", ...config };
  return onlyTool(
    database.create({ name: "loans", config: database.config.parse(given) }, dependencies({ platform }), {
      ...emptyMaterial,
      tables: tablesOf(tables),
    }),
  );
}
const idsIn = ({ content }: { content: unknown }) =>
  (content as { rows: { row_id: string }[] }).rows.map(({ row_id }) => row_id).sort();

it("shows rows that name a person to whoever has proven to be that person, and to nobody else", async () => {
  const tool = await loans();
  expect(idsIn(await tool.execute({}, toolCall(visitor)))).toEqual(["l3"]);
  expect(idsIn(await tool.execute({}, toolCall({ ...visitor, identity: nora })))).toEqual(["l1", "l3"]);
});

it("ignores the same key of another table", async () => {
  const other: Identity = { verified: true, table: "members", key: "m3", fields: {} };
  expect(idsIn(await (await loans()).execute({}, toolCall({ ...visitor, identity: other })))).toEqual(["l3"]);
});

it("lets no call filter by the person or write another person into a row", async () => {
  const tool = await loans({ permissions: ["read", "write"], fields: ["book", "status", "member"] });
  const create = { action: "create", values: { book: "Dubliners" } };
  for (const other of [{ values: { book: "Dubliners", member: "m2" } }, { where: { member: "m2" } }])
    expect(() => argumentsFor(tool, { ...create, ...other })).toThrow('Unrecognized key: "member"');
  await tool.execute(argumentsFor(tool, create), toolCall({ ...visitor, identity: nora, idempotencyKey: "new" }));
  const ivo: Identity = { ...nora, key: "m2" };
  const elsewhere = { channel: "web_chat", customer: { id: "w2", address: "tab-2", name: null } } as const;
  expect(idsIn(await tool.execute({ action: "find" }, toolCall({ ...elsewhere, identity: ivo })))).toEqual([
    "l2",
    "l3",
  ]);
  expect(idsIn(await tool.execute({ action: "find" }, toolCall({ ...elsewhere, identity: nora })))).toHaveLength(3);
});

it("takes a free row in the name of the proven person", async () => {
  const tool = await loans({ permissions: ["read", "write"] });
  const take = { action: "update", row_id: "l3", values: {} };
  await tool.execute(take, toolCall({ ...visitor, identity: nora, idempotencyKey: "take" }));
  const elsewhere = { channel: "web_chat", customer: { id: "w3", address: "tab-3", name: null } } as const;
  expect(idsIn(await tool.execute({ action: "find" }, toolCall({ ...elsewhere, identity: nora })))).toContain("l3");
  expect(idsIn(await tool.execute({ action: "find" }, toolCall(elsewhere)))).toEqual([]);
});

it("shows the proven person their own row in the table of persons", async () => {
  const tool = await loans({ table: "members", identity_column: "id" });
  expect(idsIn(await tool.execute({}, toolCall(visitor)))).toEqual([]);
  expect(idsIn(await tool.execute({}, toolCall({ ...visitor, identity: nora })))).toEqual(["m1"]);
});

it("finds the person's rows by a reference, behind any number of others, and writes the key as it is declared", async () => {
  const others = Array.from({ length: 130 }, (_, index) => ({ id: `f${index}`, pilot: index + 100 }));
  const declared = {
    pilots: { columns: { id: "integer" }, rows: [{ id: 7 }, ...others.map(({ pilot }) => ({ id: pilot }))] },
    flights: {
      columns: { id: "text", pilot: { type: "integer", references: "pilots" }, to: "text" },
      rows: [...others, { id: "z", pilot: 7, to: "Pune" }],
    },
  };
  await prepareRows(platform.documents, tenantId, tablesOf(declared));
  const config = { table: "flights", identity_column: "pilot", permissions: ["read", "write"] };
  const tool = await onlyTool(
    database.create({ name: "flights", config: database.config.parse(config) }, dependencies({ platform }), {
      ...emptyMaterial,
      tables: tablesOf(declared),
    }),
  );
  const seven: Identity = { verified: true, table: "pilots", key: "7", fields: {} };
  const found = await tool.execute({ action: "find" }, toolCall({ ...visitor, identity: seven }));
  expect(found.content).toMatchObject({ rows: [{ row_id: "z", to: "Pune" }] });
  const values = { to: "Goa" };
  const create = { action: "create", values };
  const made = await tool.execute(create, toolCall({ ...visitor, identity: seven, idempotencyKey: "flight" }));
  expect(made.content).toMatchObject({ created: true });
  const again = await tool.execute({ action: "find" }, toolCall({ ...visitor, identity: seven }));
  expect(idsIn(again)).toHaveLength(2);
  const nobody = { channel: "web_chat", customer: { id: "w9", address: "tab-9", name: null } } as const;
  expect(idsIn(await tool.execute({ action: "find" }, toolCall(nobody)))).toEqual([]);
});
