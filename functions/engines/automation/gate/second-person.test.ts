import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minimalYaml } from "../../../../shared/config/minimal-config.fixture.ts";
import { type ConfigVersions, configVersions } from "../../../../shared/config/versions/versions.ts";
import { automationActivated, automationApproved, automationMerged } from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { withTestIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { createRunner, type Runner } from "../../../../shared/runtime/runner.ts";
import { agencyId } from "../../../../shared/security/agency.ts";
import { apiKeys } from "../../../../shared/security/tokens/api-keys.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { clients } from "../../accounts/client.ts";
import { aWish } from "../a-wish.fixture.ts";
import { mergeStep } from "../merge/merge-step.ts";
import { automationRuns } from "../run.ts";
import { activateStep } from "../steps/activate-step.ts";
import { begunRun } from "../steps/generate-step.ts";
import { approveStep } from "./approve-step.ts";

const tenantId = TenantId.parse("shop");
const key = "run-1";
const at = new Date("2026-11-29T10:00:00.000Z");

let folder: string;
let platform: EmbeddedPlatform;
let configs: ConfigVersions;
let runner: Runner;
let events: number;

/** A run of asha whose checks have passed, at a client that needs two people. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "second-person-"));
  const log = createLogger({ level: "silent" });
  const now = () => at;
  platform = withTestIds(openEmbedded({ dataDir: folder, now }));
  configs = configVersions({ documents: platform.documents, now, log });
  runner = createRunner({ platform, senders: {}, log, now });
  events = 0;
  const client = { name: "Shop", nameKey: "shop", stage: "live" as const, website: null, approval: "two" as const };
  const made = { createdAt: at.toISOString(), createdBy: "asha" };
  await platform.documents.commit(agencyId, [put(clients, tenantId, { ...client, ...made })]);
  await push("Hello.", true);
  const version = await push("Namaste.", false);
  const wish = aWish({ runId: key, at: at.toISOString() });
  const run = { ...begunRun(wish), status: "ready" as const, version, baseVersion: 1 };
  await platform.documents.commit(tenantId, [put(automationRuns.collection, key, newOwned(run))]);
});
afterEach(async () => {
  await platform.close(500);
  rmSync(folder, { recursive: true });
});

async function push(greeting: string, activate: boolean): Promise<number> {
  const yaml = minimalYaml({ clientId: "shop", more: `\n  # ${greeting}` });
  const pushed = await configs.push(tenantId, "main", yaml, { by: "asha", activate });
  if (!pushed.ok) throw new Error(pushed.problems.map(({ message }) => message).join("\n"));
  return pushed.version;
}

function envelope() {
  events += 1;
  return { id: `event-${events}`, tenantId, key, at };
}
const act = (by: string) => ({ runId: key, by, at: at.toISOString() });
const approve = (by: string) =>
  runner.run(approveStep({ platform }), envelopeOf(automationApproved, { ...envelope(), data: act(by) }));
const activate = (by: string) =>
  runner.run(activateStep({ platform, configs }), envelopeOf(automationActivated, { ...envelope(), data: act(by) }));

it("is asked for before an activation, and cannot be the one who generated", async () => {
  await expect(activate("asha")).rejects.toMatchObject({ code: "approval-missing" });
  await expect(approve("asha")).rejects.toMatchObject({ code: "approval-own" });
  expect(await approve("ravi")).toMatchObject({ approvedBy: "ravi" });
  expect(await activate("asha")).toMatchObject({ status: "activated", activatedBy: "asha" });
});

it("is not a key of the first, nor a key that such a key has made", async () => {
  const keys = apiKeys({ documents: platform.documents, now: () => at });
  const common = { tenantId, name: "Program", roles: ["admin" as const] };
  const subjectOf = async (createdBy: string) => `api-key:${(await keys.create({ ...common, createdBy })).apiKey.id}`;
  const first = await subjectOf("asha");
  const second = await subjectOf(first);
  for (const own of [first, second]) await expect(approve(own)).rejects.toMatchObject({ code: "approval-own" });
  const ofRavi = await subjectOf("ravi");
  expect(await approve(ofRavi)).toMatchObject({ approvedBy: ofRavi });
});

it("approves the version that is activated: a merge needs an approval of its own, of somebody third", async () => {
  await approve("ravi");
  const editedVersion = await push("Edited by hand.", true);
  const data = { ...act("ravi"), editedVersion, choices: {} };
  const merged = await runner.run(mergeStep({ configs }), envelopeOf(automationMerged, { ...envelope(), data }));
  expect(merged).toMatchObject({ approvedBy: null, mergedBy: ["ravi"], status: "checking" });
  if (merged === undefined) throw new Error("The merge changed nothing.");
  const stored = await platform.documents.get(tenantId, automationRuns.collection, key);
  const checked = { ...newOwned({ ...merged, status: "ready" as const }) };
  await platform.documents.commit(tenantId, [
    put(automationRuns.collection, key, checked, stored && { ifVersion: stored.version }),
  ]);
  for (const author of ["asha", "ravi"]) await expect(approve(author)).rejects.toMatchObject({ code: "approval-own" });
  await expect(activate("asha")).rejects.toMatchObject({ code: "approval-missing" });
  expect(await approve("meera")).toMatchObject({ approvedBy: "meera" });
});
