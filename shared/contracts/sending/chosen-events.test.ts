import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WebhookEventName } from "../../events/webhook-event-names.ts";
import type { Documents } from "../../platform/documents.ts";
import { openEmbedded } from "../../platform/embedded/platform.ts";
import { TenantId } from "../../platform/tenant.ts";
import { chosenEvents, forgetChosenEvents, hasReceiver } from "./chosen-events.ts";

const florist = TenantId.parse("florist");
const garage = TenantId.parse("garage");
let folder: string;
let documents: Documents;
let close: () => Promise<void>;
let loads: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chosen-events-"));
  const platform = openEmbedded({ dataDir: folder });
  ({ documents } = platform);
  close = () => platform.close(100);
  loads = 0;
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

const ask = async (tenantId: TenantId, ...chosen: WebhookEventName[]) => [
  ...(await chosenEvents(documents, tenantId, async () => {
    loads += 1;
    return new Set(chosen);
  })),
];

test("is loaded once for many events, also at once", async () => {
  await Promise.all(Array.from({ length: 50 }, () => ask(florist)));
  expect(await ask(florist, "message.received")).toEqual([]);
  expect(loads).toBe(1);
});

test("is known beside whether there is a receiver at all, and forgotten with it", async () => {
  const any = () => hasReceiver(documents, florist, async () => ++loads > 1);
  expect([await any(), await any(), loads]).toEqual([false, false, 1]);
  expect(await ask(florist, "message.received")).toEqual(["message.received"]);
  forgetChosenEvents(documents, florist);
  expect(await any()).toBe(true);
});

test("is another for each tenant", async () => {
  expect(await ask(florist, "message.received")).toEqual(["message.received"]);
  expect(await ask(garage)).toEqual([]);
});

test("is loaded again after a change of this process, and after a failure", async () => {
  await ask(florist);
  forgetChosenEvents(documents, florist);
  expect(await ask(florist, "message.received")).toEqual(["message.received"]);
  forgetChosenEvents(documents, florist);
  const failing = chosenEvents(documents, florist, () => Promise.reject(new Error("the database is away")));
  await expect(failing).rejects.toThrow("away");
  expect(await ask(florist)).toEqual([]);
});
