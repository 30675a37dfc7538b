import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Counts, countedPlatform } from "../../../../shared/platform/counted.ts";
import { put, remove } from "../../../../shared/platform/documents.ts";
import { openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { aConversation } from "../testing/fixtures.ts";
import { newTurn, turns } from "../turn-record.ts";
import { type ArrivedReport, type RecordReports, reportRecorder } from "./record-reports.ts";

const florist = TenantId.parse("florist");
const garage = TenantId.parse("garage");
let folder: string;
let platform: Platform;
let counts: () => Readonly<Counts>;
let reset: () => void;
let record: RecordReports;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "record-reports-"));
  ({ platform, counts, reset } = countedPlatform(openEmbedded({ dataDir: folder })));
  record = reportRecorder(platform);
  for (const tenantId of [florist, garage])
    await platform.documents.commit(tenantId, [put(turns.collection, "t1", turn())]);
  reset();
});
afterEach(async () => {
  await platform.close(1_000);
  rmSync(folder, { recursive: true });
});

function turn() {
  return newOwned(newTurn(aConversation(), { turnId: "t1", inbound: [], at: "2026-11-29T08:00:00.000Z" }));
}

let seconds = 0;
function report(status: ArrivedReport["status"], over: Partial<ArrivedReport> = {}): ArrivedReport {
  const at = new Date(Date.parse("2026-11-29T08:00:01.000Z") + 1_000 * seconds++).toISOString();
  const about = { conversationId: "c1", turnId: "t1", messageId: "m1", providerMessageId: "SM1" };
  return { ...about, status, errorCode: null, at, ...over };
}

async function statuses(tenantId = florist): Promise<Record<string, string>> {
  const stored = await platform.documents.get(tenantId, turns.collection, "t1");
  const deliveries = Object.entries(stored?.data.state.deliveries ?? {});
  return Object.fromEntries(deliveries.map(([id, { status }]) => [id, status]));
}

test("writes all reports of one request in one commit", async () => {
  const second = { messageId: "m2", providerMessageId: "SM2" };
  expect(await record(florist, "t1", [report("sent"), report("delivered"), report("sent", second)])).toBe(true);
  expect(counts()).toMatchObject({ reads: 1, commits: 1, publishes: 0 });
  expect(await statuses()).toEqual({ SM1: "delivered", SM2: "sent" });
});

test("writes what arrives during a commit in one commit after it, and reads once", async () => {
  const arrived = [report("sent"), report("delivered"), report("read")];
  const outcomes = await Promise.all(arrived.map((each) => record(florist, "t1", [each])));
  expect(outcomes).toEqual([true, true, true]);
  expect(counts()).toMatchObject({ reads: 1, commits: 2 });
  expect(await statuses()).toEqual({ SM1: "read" });
});

test("neither reads nor writes for a report that is repeated, late or older", async () => {
  await record(florist, "t1", [report("sent")]);
  await record(florist, "t1", [report("delivered")]);
  expect(counts()).toMatchObject({ reads: 1, commits: 2 });
  for (const status of ["delivered", "sent", "queued"] as const)
    expect(await record(florist, "t1", [report(status)])).toBe(true);
  expect(counts()).toMatchObject({ reads: 1, commits: 2 });
});

test("reads again when somebody else has changed the turn, and loses nothing of theirs", async () => {
  await record(florist, "t1", [report("sent")]);
  await reportRecorder(platform)(florist, "t1", [report("sent", { messageId: "m2", providerMessageId: "SM2" })]);
  expect(await record(florist, "t1", [report("delivered")])).toBe(true);
  expect(await statuses()).toEqual({ SM1: "delivered", SM2: "sent" });
});

test("leaves reports of a turn to the step that is not there, or is erased meanwhile", async () => {
  expect(await record(florist, "t9", [report("sent", { turnId: "t9" })])).toBe(false);
  await record(florist, "t1", [report("sent")]);
  await platform.documents.commit(florist, [remove(turns.collection, "t1")]);
  expect(await record(florist, "t1", [report("delivered")])).toBe(false);
  expect(await platform.documents.get(florist, turns.collection, "t1")).toBeUndefined();
});

test("leaves a refusal to the step that a template may answer, and records every other", async () => {
  expect(await record(florist, "t1", [report("failed", { errorCode: "63016" })])).toBe(false);
  expect(await statuses()).toEqual({});
  expect(await record(florist, "t1", [report("failed", { errorCode: "63024" })])).toBe(true);
  expect(await statuses()).toEqual({ SM1: "failed" });
});

test("keeps tenants apart whose turns have the same id", async () => {
  await Promise.all([
    record(florist, "t1", [report("read")]),
    record(garage, "t1", [report("failed", { errorCode: "30008" })]),
  ]);
  expect([await statuses(florist), await statuses(garage)]).toEqual([{ SM1: "read" }, { SM1: "failed" }]);
});

test("tells every waiting request when the database refuses, and records the next", async () => {
  let refuses = true;
  const { commit } = platform.documents;
  const documents: Platform["documents"] = {
    ...platform.documents,
    commit: (...given) => (refuses ? Promise.reject(new Error("the database is away")) : commit(...given)),
  };
  const recording = reportRecorder({ documents });
  const outcomes = await Promise.allSettled(
    [report("sent"), report("delivered")].map((each) => recording(florist, "t1", [each])),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  refuses = false;
  expect(await recording(florist, "t1", [report("delivered")])).toBe(true);
  expect(await statuses()).toEqual({ SM1: "delivered" });
});
