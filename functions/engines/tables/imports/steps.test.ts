import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type EventType,
  type ImportRequest,
  tableImportEnded,
  tableImportPartDue,
  tableImportRequested,
  tableImportStarted,
  tableImportSweepDue,
} from "../../../../shared/events/index.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { createRunner } from "../../../../shared/runtime/runner.ts";
import type { Step } from "../../../../shared/runtime/step.ts";
import { tablesOf } from "../../../../shared/tables/fixtures.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import type { DeclaringConfig } from "../declared-tables.ts";
import { cleanImportStep, openImport, readImportStep, sweepImportStep, writeImportStep } from "./steps.ts";
import { importFiles, sourceBlob, type TableImport } from "./table-import.ts";

const shop = TenantId.parse("shop");
const importId = "i1";
const at = new Date("2026-11-28T10:00:00.000Z");
const declaring = [{ tables: tablesOf({ lamps: { columns: { id: "text", price: "number" } } }) }];
let dataDir: string;
let platform: EmbeddedPlatform;
let configs: readonly DeclaringConfig[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "table-imports-"));
  platform = openEmbedded({ dataDir, now: () => at });
  configs = declaring;
});
afterEach(async () => {
  await platform.close(1_000);
  await rm(dataDir, { recursive: true, force: true });
});

const request: ImportRequest = {
  importId,
  table: "lamps",
  config: null,
  format: "csv",
  mode: "replace",
  dryRun: false,
  fileName: "lamps.csv",
  by: "asha",
  at: at.toISOString(),
};

function steps(given = request) {
  const { documents, blobs } = platform;
  const dependencies = { documents, blobs, configsOf: async () => configs };
  const runner = createRunner({ platform, senders: {}, log: createLogger({ level: "silent" }), now: () => at });
  async function run<T, G>(step: Step<T, TableImport, G>, event: EventType<T>, data: T) {
    return runner.run(step, envelopeOf(event, { id: `${event.type}-1`, tenantId: shop, key: importId, at, data }));
  }
  return {
    open: () => run(openImport, tableImportRequested, given),
    read: () => run(readImportStep(dependencies), tableImportStarted, given),
    write: () => run(writeImportStep(dependencies), tableImportPartDue, { importId, part: 0 }),
    sweep: () => run(sweepImportStep(dependencies), tableImportSweepDue, { importId, cursor: null }),
    clean: () => run(cleanImportStep(dependencies), tableImportEnded, { importId }),
  };
}

async function sent(text: string) {
  await platform.blobs.put(shop, sourceBlob(importId), Buffer.from(text), { contentType: "text/csv" });
}

it.each([
  ["read", []],
  ["write", ["read"]],
  ["sweep", ["read", "write"]],
] as const)("ends an import whose table is gone when its step %s runs, and says why", async (last, first) => {
  const step = steps();
  await sent("id,price\nL-1,5\n");
  await step.open();
  for (const each of first) await step[each]();
  configs = [];
  expect(await step[last]()).toMatchObject({
    status: "failed",
    failure: 'No active configuration has a table "lamps".',
  });
});

it("deletes every file of an import, also of one that fails after its first part", async () => {
  const step = steps({ ...request, format: "json" });
  const rows = Array.from({ length: 2_500 }, (_, row) => JSON.stringify({ id: `L-${row}` }));
  await sent([...rows, "{"].join("\n"));
  await step.open();
  expect(await step.read()).toMatchObject({ status: "failed", failure: "Row 2501 is not valid JSON." });
  await step.clean();
  expect(await platform.blobs.list(shop, importFiles(importId))).toEqual([]);
});
