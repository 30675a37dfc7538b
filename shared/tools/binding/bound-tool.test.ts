import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../platform/embedded/platform.ts";
import { seed } from "../../tables/fixtures.ts";
import { argumentsFor, dependencies, emptyMaterial, onlyTool, serveStub, toolCall } from "../fixtures.ts";
import { api } from "../http/api.ts";
import { custom } from "../http/custom.ts";
import type { Identity } from "../identity.ts";
import { parseBinding } from "./binding.ts";

const { tenantId } = toolCall();
let dataDir: string;
let platform: ReturnType<typeof openEmbedded>;
let stub: Awaited<ReturnType<typeof serveStub>>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "tools-binding-"));
  platform = openEmbedded({ dataDir });
  stub = await serveStub(() => ({ body: "{}" }));
  await seed(platform.documents, tenantId, "prices", [
    { id: "mug", price: 450 },
    { id: "free", price: null },
    { id: "leela", price: 1, phone: "+919811100001" },
  ]);
});
afterAll(async () => {
  await stub.close();
  await platform.close(1000);
  await rm(dataDir, { recursive: true, force: true });
});

const config = {
  endpoint: "https://api.shop.example/customers/{customer}/orders",
  parameters: { item: { type: "string", required: true }, price: { type: "number" }, phone: {} },
  bind: { customer: "identity.key", price: "table.prices[item].price", phone: "customer.address" },
};
const tool = (changes: object = {}) =>
  onlyTool(
    api.create(
      { name: "order", config: api.config.parse({ ...config, ...changes }) },
      dependencies({ platform, tenantApiBaseUrl: stub.url }),
      emptyMaterial,
    ),
  );
const known: Identity = { verified: true, table: "members", key: "m 7", fields: { tier: "gold", note: "" } };

it("shows the model no bound argument, and drops one that it gives", async () => {
  const order = await tool();
  expect(Object.keys(order.parameters.jsonSchema.properties as object)).toEqual(["item"]);
  const given = { item: "mug", price: 1, customer: "somebody else", phone: "+911111111111" };
  expect(argumentsFor(order, given)).toEqual({ item: "mug" });
});

it("fills bound arguments in, whatever reaches the call", async () => {
  const before = stub.received.length;
  await (await tool()).execute({ item: "mug", price: 1, customer: "x" }, toolCall({ identity: known }));
  expect(stub.received.slice(before).map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
    ["/customers/m%207/orders", { item: "mug", price: 450, phone: "+919876500001" }],
  ]);
});

it.each([
  ["without a proven identity", { item: "mug" }, {}],
  ["without such a row", { item: "../mug" }, { identity: known }],
  ["with an empty cell", { item: "free" }, { identity: known }],
  ["with another customer's row", { item: "leela" }, { identity: known }],
  ["without the argument that chooses the row", {}, { identity: known }],
  [
    "with an address that is only claimed",
    { item: "mug" },
    { identity: known, customer: { id: "k", address: "+919876500001", name: null, claim: "reply-to a through b" } },
  ],
])("calls nothing %s", async (_, args, call) => {
  const before = stub.received.length;
  const { content } = await (await tool()).execute(args, toolCall(call));
  expect(content).toEqual({ error: expect.stringMatching(/^Not called: /) });
  expect(stub.received).toHaveLength(before);
});

it("binds values of the proven row and of the conversation, and refuses what is not on file", async () => {
  const bind = (from: string) =>
    onlyTool(
      custom.create(
        {
          name: "note",
          config: custom.config.parse({
            endpoint: "https://api.shop.example/notes",
            description: "Notes.",
            parameters: { properties: { value: {} }, required: ["value"] },
            bind: { value: from },
          }),
        },
        dependencies({ platform, tenantApiBaseUrl: stub.url }),
        emptyMaterial,
      ),
    );
  for (const [from, value] of [
    ["identity.fields.tier", "gold"],
    ["conversation.id", "conversation-1"],
    ["customer.id", "customer-1"],
    ["table.prices['mug'].price", 450],
  ] as const) {
    await (await bind(from)).execute({}, toolCall({ identity: known }));
    expect(JSON.parse(stub.received.at(-1)?.body ?? "")).toEqual({ value });
  }
  for (const from of ["identity.fields.note", "identity.fields.constructor", "customer.name"])
    expect((await (await bind(from)).execute({}, toolCall({ identity: known }))).content).toEqual({
      error: expect.stringContaining("Not called"),
    });
});

it("previews the amount that it would send, not the model's", async () => {
  const preview = await (await tool()).preview?.({ item: "mug", price: 1 }, toolCall({ identity: known }));
  expect(preview?.lines).toContainEqual({ label: "Price", value: "450" });
});

it.each(["identity", "identity.secret", "customer.claim", "table.prices.price", "table.p[a][b].c", "env.HOME", ""])(
  "does not take %j",
  (text) => expect(parseBinding(text)).toBeUndefined(),
);

it("refuses a row that is chosen by no argument of the model", () => {
  const wrong = { ...config, bind: { ...config.bind, price: "table.prices[phone].price" } };
  expect(api.config.safeParse(wrong).error?.issues[0]?.message).toContain("no argument of the model");
});
