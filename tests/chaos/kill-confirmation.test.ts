import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../contracts/open-platform.ts";
import { flow, newCustomer, newWord } from "../flows/stage/flow.ts";
import { openWalletShop } from "../flows/stage/wallet-shop.ts";

const world = flow();

/** The product is killed at a random time within this period after reaching the point. */
const jitterMs = 150;

async function crash(): Promise<void> {
  await sleep(Math.random() * jitterMs);
  await world.product.kill();
  await world.product.restart();
}

interface Approvals {
  readonly items: readonly { readonly approval_id: string; readonly status: string }[];
}

/** A customer was asked about an order, and the product has been killed since. */
async function asked() {
  const shop = await openWalletShop(world.product);
  const [customer, word, item] = [newCustomer(), newWord(), newWord()];
  const says = (body: string) => world.product.inbound({ to: shop.whatsapp, from: customer, body });
  const heard = () => world.outside.sentTo(`whatsapp:${customer}`);
  await world.outside.script(word, { functionCall: { name: "order_item", args: { item } } }, { text: "Done." });
  await says(`Order it ${word}`);
  await until("the question arrives", async () => (await heard()).length === 1);
  await crash();
  return { item, says, heard, ordered: async () => (await world.outside.effects(item)).map(({ body }) => body) };
}

it("keeps a call that waits for a yes over a crash", async () => {
  const { item, says, heard, ordered } = await asked();
  await says("yes");
  await until("it is ordered", async () => (await ordered()).length === 1);
  await until("the customer is told", async () => (await heard()).length === 2);
  expect(await ordered()).toEqual([{ item }]);
});

it.each([1, 2, 3])("makes a call once that was running at the crash (round %i)", async () => {
  const { item, says, heard, ordered } = await asked();
  await world.outside.fault({ provider: "tenant", match: item, delayMs: 30_000, times: 1 });
  await says("yes");
  await until("the call is made", async () => (await world.outside.tenantCalls(item)).length === 1);
  await crash();
  await until("the customer is told", async () => (await heard()).length === 2);
  expect(await ordered()).toEqual([{ item }]);
});

it.each([1, 2, 3])("makes an approved call once that was running at the crash (round %i)", async () => {
  const shop = await openWalletShop(world.product);
  const [customer, word, item] = [newCustomer(), newWord(), newWord()];
  const heard = () => world.outside.sentTo(`whatsapp:${customer}`);
  await world.outside.script(word, { functionCall: { name: "refund_item", args: { item } } }, { text: "Done." });
  await world.product.inbound({ to: shop.whatsapp, from: customer, body: `Refund it ${word}` });
  const requests = async () => (await world.product.api<Approvals>("GET /v1/approvals", shop)).body.items;
  await until("somebody is asked", async () => (await requests()).length === 1);
  await crash();
  await world.outside.fault({ provider: "tenant", match: item, delayMs: 30_000, times: 1 });
  const [request] = await requests();
  const path = `POST /v1/approvals/${request?.approval_id}/answer`;
  await world.product.api(path, { client: shop.client, body: { answer: "approved" } });
  await until("the call is made", async () => (await world.outside.tenantCalls(item)).length === 1);
  await crash();
  await until("the customer is told", async () => (await heard()).length === 2);
  expect((await world.outside.effects(item)).map(({ body }) => body)).toEqual([{ item }]);
  expect((await heard())[1]?.body).toContain("It is approved and done:");
});
