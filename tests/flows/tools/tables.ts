import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../contracts/open-platform.ts";
import type { Flow } from "../stage/flow.ts";
import { openWalletShop, type WalletShop } from "../stage/wallet-shop.ts";

interface Import {
  readonly import_id: string;
  readonly status: string;
  readonly rows: number | null;
  readonly written: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly deleted: number;
  readonly problems: readonly { readonly line: number | null; readonly message: string }[];
}

/** Rows that come from files and go into them, on any platform. */
export function tableFlows(world: Flow): void {
  let shop: WalletShop;
  let folder: string;

  beforeAll(async () => {
    shop = await openWalletShop(world.product);
    folder = await mkdtemp(join(tmpdir(), "tables-flow-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function imports(text: string, more: object = {}): Promise<Import> {
    const call = { client: shop.client, body: { format: "csv", text, ...more } };
    const { status, body } = await world.product.api<Import>("POST /v1/tables/items/imports", call);
    if (status !== 202) throw new Error(JSON.stringify(body));
    let state = body;
    await until("the import is over", async () => {
      state = (await world.product.api<Import>(`GET /v1/table-imports/${body.import_id}`, shop)).body;
      return state.status === "done" || state.status === "failed";
    });
    return state;
  }

  async function tablesVerb(verb: "import" | "export", file: string) {
    const token = await world.product.token(shop.client);
    const server = ["--client", shop.client, "--url", world.product.url, "--token", token];
    return world.product.cli("tables", verb, "items", file, ...server);
  }

  async function rows(): Promise<Readonly<Record<string, unknown>>> {
    const { body } = await world.product.api<{ items: readonly { id: string; row: object }[] }>(
      "GET /v1/tables/items/rows?limit=100",
      shop,
    );
    return Object.fromEntries(body.items.map(({ id, row }) => [id, row]));
  }

  it("are added and changed by a CSV, and those that do not fit are told by line", async () => {
    const csv = "id,price,sold\nlamp,499.5,no\nmug,cheap,no\n,5,no\nvase,20,perhaps\n";
    expect(await imports(csv, { dry_run: true })).toMatchObject({ status: "done", written: 1, refused: 3 });
    expect(await rows()).not.toHaveProperty("lamp");
    expect(await imports(csv)).toMatchObject({
      status: "done",
      rows: 4,
      written: 1,
      refused: 3,
      problems: [
        { line: 3, message: "`price` must be a number, without signs or commas." },
        { line: 4, message: "The row lacks its key: id." },
        { line: 5, message: "`sold` must be true or false." },
      ],
    });
    expect(await rows()).toMatchObject({ lamp: { id: "lamp", price: 499.5, sold: false } });
    expect(await imports("id,price\nlamp,450\n")).toMatchObject({ written: 1 });
    expect(await rows()).toMatchObject({ lamp: { price: 450, sold: false } });
    expect(await imports("id,price\nlamp,450\n")).toMatchObject({ written: 0, unchanged: 1 });
  });

  it("are refused by name when a column is not declared", async () => {
    expect(await imports("id,colour\nlamp,red\n")).toMatchObject({
      refused: 1,
      problems: [{ line: 2, message: expect.stringContaining("`colour` is not a column") }],
    });
  });

  it("are replaced as a whole, unless a row was refused", async () => {
    await imports("id,price\ndesk,5\n");
    expect(await imports("id,price\nlamp,1\ndesk,x\n", { mode: "replace" })).toMatchObject({ deleted: 0, refused: 1 });
    expect(await rows()).toHaveProperty("desk");
    expect(await imports("id,price\nlamp,1\npot,40\n", { mode: "replace" })).toMatchObject({
      status: "done",
      refused: 0,
    });
    expect(Object.keys(await rows()).sort()).toEqual(["lamp", "pot"]);
  });

  it("come back from an exported file as they were, in every format", async () => {
    const before = await rows();
    for (const ending of ["csv", "json", "jsonl", "xlsx"]) {
      const file = join(folder, `items.${ending}`);
      const exported = await tablesVerb("export", file);
      expect([ending, await exported.exited, exported.output()]).toEqual([
        ending,
        0,
        expect.stringContaining("2 rows"),
      ]);
      const imported = await tablesVerb("import", file);
      expect([ending, await imported.exited, imported.output()]).toEqual([
        ...[ending, 0],
        expect.stringContaining("2 unchanged, 0 refused"),
      ]);
    }
    expect(await rows()).toEqual(before);
    expect((await readFile(join(folder, "items.csv"), "utf8")).split("\n")[0]).toContain("id,price,sold");
  });

  it("tell a file that holds no rows, with an exit code", async () => {
    const file = join(folder, "empty.csv");
    await writeFile(file, "id,price\n");
    const imported = await tablesVerb("import", file);
    expect([await imported.exited, imported.output()]).toEqual([1, expect.stringContaining("The file has no rows.")]);
  });
}
