import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Counts, countedPlatform } from "../../../shared/platform/counted.ts";
import { put, remove } from "../../../shared/platform/documents.ts";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { forgetChosen, isChosen } from "./chosen-events.ts";
import { newSecret, type WebhookEndpoint, webhookEndpoints } from "./webhook-endpoint.ts";

const florist = TenantId.parse("florist");
const garage = TenantId.parse("garage");
let folder: string;
let platform: Platform;
let counts: () => Readonly<Counts>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chosen-events-"));
  ({ platform, counts } = countedPlatform(openEmbedded({ dataDir: folder })));
});
afterEach(async () => {
  await platform.close(1_000);
  rmSync(folder, { recursive: true });
});

const at = "2026-11-29T08:00:00.000Z";
const endpoint: WebhookEndpoint = {
  id: "crm",
  url: "https://crm.florist.example/hook",
  description: null,
  events: ["message.received"],
  secret: newSecret(),
  previousSecret: null,
  disabled: null,
  createdAt: at,
  updatedAt: at,
};
const store = (over: Partial<WebhookEndpoint> = {}) =>
  platform.documents.commit(florist, [put(webhookEndpoints, "crm", { ...endpoint, ...over })]);

test("asks once for many events of a tenant that has no endpoint, also at once", async () => {
  const asked = Array.from({ length: 50 }, () => isChosen(platform.documents, florist, "message.delivery_updated"));
  expect(new Set(await Promise.all(asked))).toEqual(new Set([false]));
  expect(counts().queries).toBe(1);
});

test("knows the events that an enabled endpoint chose, and no other tenant's", async () => {
  await store();
  expect(await isChosen(platform.documents, florist, "message.received")).toBe(true);
  expect(await isChosen(platform.documents, florist, "message.delivery_updated")).toBe(false);
  expect(await isChosen(platform.documents, garage, "message.received")).toBe(false);
});

test("does not count a disabled endpoint", async () => {
  await store({ disabled: { reason: "410", at } });
  expect(await isChosen(platform.documents, florist, "message.received")).toBe(false);
});

test("sees a change of this process at once", async () => {
  expect(await isChosen(platform.documents, florist, "message.received")).toBe(false);
  await store();
  forgetChosen(platform.documents, florist);
  expect(await isChosen(platform.documents, florist, "message.received")).toBe(true);
  await platform.documents.commit(florist, [remove(webhookEndpoints, "crm")]);
  forgetChosen(platform.documents, florist);
  expect(await isChosen(platform.documents, florist, "message.received")).toBe(false);
});

test("asks again after a failed query", async () => {
  let fails = true;
  const { query } = platform.documents;
  const documents: Platform["documents"] = {
    ...platform.documents,
    query: (...given) => (fails ? Promise.reject(new Error("the database is away")) : query(...given)),
  };
  await expect(isChosen(documents, florist, "message.received")).rejects.toThrow("away");
  fails = false;
  expect(await isChosen(documents, florist, "message.received")).toBe(false);
});
