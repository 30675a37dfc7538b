import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import { webhookReceivers } from "../../../shared/contracts/sending/webhook-receivers.ts";
import { type Collection, type Documents, put } from "../../../shared/platform/documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { analyticsCheck, webhookReceiverCheck } from "./webhook-receivers.ts";

const [bakery, garage] = [TenantId.parse("bakery"), TenantId.parse("garage")];
/** As the webhooks engine stores it. */
const stored: Collection<{ readonly id: string; readonly createdAt: string }> = {
  ...(webhookReceivers as Collection<never>),
  schema: z.object({ id: z.string(), createdAt: z.string() }),
};
const hook = `  integrations:
    available: [{ name: desk, type: crm, config: { api_key: "\${KEY}", webhook_url: "https://desk.example/hook" } }]
`;

let folder: string;
let platform: EmbeddedPlatform;
let queries: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "receivers-"));
  platform = openEmbedded({ dataDir: folder });
  queries = 0;
});
afterEach(async () => {
  await platform.close(1_000);
  rmSync(folder, { recursive: true });
});

function check(more = "") {
  const documents: Documents = Object.assign(Object.create(platform.documents) as Documents, {
    query: ((...given: Parameters<Documents["query"]>) => {
      queries += 1;
      return platform.documents.query(...given);
    }) as Documents["query"],
  });
  const byName = { main: { version: 1, history: [] } };
  const pointers = async () => ({ defaultName: "main", byName }) as never;
  return webhookReceiverCheck({ documents, configs: { pointers, parsed: async () => minimalConfig(more) } });
}

test("a tenant without a receiver costs one query, however many turns follow at once", async () => {
  const has = check();
  for (let turn = 0; turn < 5; turn += 1) expect(await has(bakery)).toBe(false);
  expect(queries).toBe(1);
});

test("an endpoint of the API is a receiver of its own tenant", async () => {
  await platform.documents.commit(bakery, [put(stored, "crm", { id: "crm", createdAt: "2026-11-28T10:00:00.000Z" })]);
  const has = check();
  expect(await has(bakery)).toBe(true);
  expect(await has(garage)).toBe(false);
});

test("the webhook_url of an integration is a receiver before anything is stored", async () => {
  expect(await check(hook)(bakery)).toBe(true);
  expect(queries).toBe(0);
});

test("analytics is no receiver: a turn that opens nothing publishes nothing for it", async () => {
  const analytics = `  integrations:
    available: [{ name: google_analytics, type: analytics, config: { measurement_id: "G-1", api_secret: "\${GA}" } }]
`;
  expect(await check(analytics)(bakery)).toBe(false);
  const pointers = async () => ({ defaultName: "main", byName: { main: { version: 1, history: [] } } }) as never;
  const has = (more: string) => analyticsCheck({ pointers, parsed: async () => minimalConfig(more) })(bakery);
  expect([await has(analytics), await has(hook)]).toEqual([true, false]);
});
