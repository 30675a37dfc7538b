import { rollupRoutes } from "../../../functions/engines/monitoring/rollups/routes.ts";
import { qualityRoutes } from "../../../functions/engines/quality/routes.ts";
import { reportRoutes } from "../../../functions/engines/sla/reports/routes.ts";
import { dayBefore } from "../../../functions/engines/success/kpis.ts";
import { successRoutes } from "../../../functions/engines/success/routes.ts";
import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import type { Route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { openTestPlatform, tenantId } from "../../../shared/runtime/runner-fixture.ts";
import { storeYear, year } from "./year.ts";

const now = () => new Date();
const today = now().toISOString().slice(0, 10);
const config = minimalConfig("  sla: { family: bad_minutes, channels: [web_chat, whatsapp] }\n");
const configs = { pointers: async () => ({ byName: { main: { version: 1 } } }) as never, parsed: async () => config };

let opened: ReturnType<typeof openTestPlatform>;
let read = 0;
let routes: readonly Route[];

beforeAll(async () => {
  opened = openTestPlatform();
  const { documents } = opened.platform;
  await storeYear(documents, tenantId, today);
  // As Firestore counts them: one for a document that was looked for, one for each that a query gives.
  const counting: Documents = {
    ...documents,
    get(...of) {
      read += 1;
      return documents.get(...of);
    },
    async query(...of) {
      const page = await documents.query(...of);
      read += Math.max(1, page.items.length);
      return page;
    },
  };
  const clock = { today: async () => today, now };
  const unused = { runner: undefined as never, evaluate: undefined as never };
  routes = [
    ...rollupRoutes({ documents: counting, budgets: { standings: async () => [] }, ...clock }),
    ...successRoutes({ documents: counting, ...clock }),
    ...reportRoutes({ documents: counting, configs, now }),
    ...qualityRoutes({ documents: counting, now, ...unused }),
  ] as unknown as readonly Route[];
}, 60_000);
afterAll(() => opened.close(), 30_000);

/** What a page's request reads, and the bytes of its answer. */
async function asked(operationId: string, query: object = {}) {
  const route = routes.find((each) => each.operationId === operationId);
  if (route === undefined) throw new Error(`There is no operation ${operationId}.`);
  read = 0;
  const reply = await route.handle({ identity: { tenantId }, query } as never);
  if (!("body" in reply)) throw new Error(`${operationId} answers with a stream.`);
  return { read, bytes: JSON.stringify(reply.body).length };
}

const from = dayBefore(today, year.days - 1);
const dayOfMonth = Number(today.slice(8));

it.each([
  ["getSpend", { from }, 13, 150_000],
  ["listMetricDays", { from }, 13, 1_000_000],
  ["getKpis", {}, 4, 10_000],
  ["getHealthScores", {}, 3, 2_000],
  // The month's days, of two channels, and how the watch stands.
  ["getSla", {}, 2 * dayOfMonth + 5, 10_000],
  ["listEvaluations", { order: "newest", limit: 20 }, 20, 20_000],
  ["compareVersionQuality", {}, 4, 10_000],
  ["getRaterAgreement", {}, 1, 1_000],
])("%s reads no more of a year than it shows", async (operation, query, documents, bytes) => {
  const found = await asked(operation, query);
  expect(found.read).toBeLessThanOrEqual(documents);
  expect(found.bytes).toBeLessThanOrEqual(bytes);
});
