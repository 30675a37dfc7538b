import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../contracts/open-platform.ts";
import { flow } from "../flows/stage/flow.ts";
import { openWalletShop } from "../flows/stage/wallet-shop.ts";

const world = flow();

interface Import {
  readonly import_id: string;
  readonly status: string;
  readonly done: number;
  readonly written: number;
  readonly refused: number;
}

const rowCount = 12_000;

it.each([1, 2, 3])(
  "an import that is killed half-way goes on and loses or doubles no row (round %i)",
  async (round) => {
    const shop = await openWalletShop(world.product);
    const lines = Array.from({ length: rowCount }, (_, at) => `r${at},${at + round},no`);
    const body = { format: "csv", text: `id,price,sold\n${lines.join("\n")}\nbad,x,no\n` };
    const given = await world.product.api<Import>("POST /v1/tables/items/imports", { client: shop.client, body });
    const state = async () =>
      (await world.product.api<Import>(`GET /v1/table-imports/${given.body.import_id}`, shop)).body;
    await until("some rows are written", async () => (await state()).done > 0);
    await sleep(Math.random() * 100);
    await world.product.kill();
    await world.product.restart();
    await until("it is over", async () => (await state()).status === "done");
    expect(await state()).toMatchObject({ written: rowCount, refused: 1 });
    for (const at of [0, 1_999, 2_000, 5_555, rowCount - 1]) {
      const { body: found } = await world.product.api<{ row: object }>(`GET /v1/tables/items/rows/r${at}`, shop);
      expect(found.row).toEqual({ id: `r${at}`, price: at + round, sold: false });
    }
  },
);
