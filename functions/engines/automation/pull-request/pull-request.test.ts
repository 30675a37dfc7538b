import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sandboxGitHub } from "../../../../emulators/sandbox/credentials.ts";
import { sandboxAppKey } from "../../../../emulators/sandbox/github/app-key.ts";
import { type Sandbox, startSandbox } from "../../../../emulators/sandbox.ts";
import { minimalYaml } from "../../../../shared/config/minimal-config.fixture.ts";
import { type ConfigVersions, configVersions } from "../../../../shared/config/versions/versions.ts";
import { automationChecked, gitHubPullRequestReported } from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { withTestIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import type { AnyStep } from "../../../../shared/runtime/step.ts";
import { agencyId } from "../../../../shared/security/agency.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { readPullRequestEvent } from "../../../endpoints/webhooks/github/event.ts";
import { clients } from "../../accounts/client.ts";
import { aWish } from "../a-wish.fixture.ts";
import { crashingProcesses, type Processes, type ProcessPorts } from "../gaps/crashing-processes.fixture.ts";
import { gitHubClient } from "../github/client.ts";
import { automationRuns } from "../run.ts";
import { activateStep } from "../steps/activate-step.ts";
import { begunRun } from "../steps/generate-step.ts";
import { hearPullRequestStep } from "./hear-pull-request-step.ts";
import { automationProposals } from "./proposal.ts";
import { proposeStep } from "./propose-step.ts";

const tenantId = TenantId.parse("shop");
const repository = "agency/configurations";
const branch = "automation/shop/main";
const path = "config/tenants/shop.yaml";

let folder: string;
let platform: EmbeddedPlatform;
let sandbox: Sandbox;
let configs: ConfigVersions;
let processes: Processes;
let deathRate: number;
let random: () => number;
const clock = { nowMs: Date.now() };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pull-request-"));
  const now = () => new Date(clock.nowMs);
  platform = withTestIds(openEmbedded({ dataDir: folder, now }));
  sandbox = await startSandbox({ port: 0, now });
  configs = configVersions({ documents: platform.documents, now, log: createLogger({ level: "silent" }) });
  deathRate = 0;
  random = () => 0.5;
  const open = gitHubClient(now);
  const account = {
    appId: sandboxGitHub.appId,
    installationId: Number(sandboxGitHub.installationId),
    privateKey: sandboxAppKey().pem,
    baseUrl: `${sandbox.url}/github`,
    issuesRepository: null,
    configRepository: repository,
  };
  const stepsOf = ({ platform: ports, mortal }: ProcessPorts) => {
    const dependencies = {
      platform: ports,
      configs,
      account: async () => account,
      now,
      async openGitHub(...given: Parameters<typeof open>) {
        const opened = await open(...given);
        return { ...opened, call: ((...call) => mortal(() => opened.call(...call))) as typeof opened.call };
      },
    };
    return [
      proposeStep(dependencies),
      hearPullRequestStep(dependencies),
      activateStep(dependencies),
    ] as unknown as readonly AnyStep[];
  };
  processes = crashingProcesses({
    platform,
    clock,
    steps: stepsOf,
    random: () => random(),
    get deathRate() {
      return deathRate;
    },
  });
  await push("Hello.", true);
});
afterEach(async () => {
  await sandbox.close();
  await platform.close(500);
  rmSync(folder, { recursive: true });
});

async function push(greeting: string, activate = false): Promise<number> {
  const yaml = minimalYaml({ clientId: "shop", more: `\n  # ${greeting}` });
  const pushed = await configs.push(tenantId, "main", yaml, { by: "test", activate });
  if (!pushed.ok) throw new Error(pushed.problems.map(({ message }) => message).join("\n"));
  return pushed.version;
}

/** A run whose checks have passed. */
async function checked(runId: string, version: number): Promise<void> {
  const at = new Date(clock.nowMs).toISOString();
  const wish = aWish({ runId, by: "someone", at });
  const assumptions = ["The clinic opens at 9. @everyone `rm` <script> #12"];
  const run = { ...begunRun(wish), status: "ready" as const, version, baseVersion: 1, assumptions };
  await platform.documents.commit(tenantId, [put(automationRuns.collection, runId, newOwned(run))]);
  const data = { runId, configName: "main" };
  processes.publish([
    envelopeOf(automationChecked, { id: `checked ${runId}`, tenantId, key: runId, at: new Date(), data }),
  ]);
  await processes.drain();
}

async function control<T>(name: string, body?: unknown): Promise<T> {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const headers = { "content-type": "application/json" };
  return (await (await fetch(`${sandbox.url}/_sandbox/github/${name}`, { ...init, headers })).json()) as T;
}

const pulls = () => control<readonly { issue: Record<string, unknown> }[]>("pulls");
const filesAt = (ref: string) => control<Record<string, string>>(`files?repository=${repository}&ref=${ref}`);
const proposal = async () =>
  (await platform.documents.get(tenantId, automationProposals.collection, "main"))?.data.state;
const activeVersion = async () => (await configs.pointers(tenantId))?.byName.main?.version;
const textOf = async (version: number) => (await configs.get(tenantId, "main", version))?.yaml;

/** Does what a person does with the pull request, and lets its webhook arrive. */
async function acts(act: object, id: string): Promise<void> {
  const { payload } = await control<{ payload: unknown }>("act", { repository, ...act });
  const report = readPullRequestEvent(payload);
  if (!report) throw new Error("The webhook tells nothing.");
  expect(report.branch).toBe(branch);
  const data = { configName: "main", ...report.told };
  processes.publish([envelopeOf(gitHubPullRequestReported, { id, tenantId, key: "main", at: new Date(), data })]);
  await processes.drain();
}

it("shows a checked configuration as a pull request, and activates it when it is merged", async () => {
  const version = await push("Namaste.");
  await checked("run-1", version);
  const [pull] = await pulls();
  expect(pull?.issue).toMatchObject({ title: "Configuration main of shop: version 2", state: "open" });
  expect(await filesAt(branch)).toMatchObject({ [path]: await textOf(version) });
  expect(await activeVersion()).toBe(1);
  await acts({ number: 1, action: "merge" }, "merged");
  expect(await proposal()).toMatchObject({ state: "merged", failure: null });
  expect(await activeVersion()).toBe(version);
});

it("activates nothing that was merged at GitHub while a second person has to approve it", async () => {
  const at = new Date(clock.nowMs).toISOString();
  const client = { name: "Shop", nameKey: "shop", stage: "live" as const, website: null, approval: "two" as const };
  await platform.documents.commit(agencyId, [put(clients, tenantId, { ...client, createdAt: at, createdBy: "asha" })]);
  await checked("run-1", await push("Namaste."));
  await acts({ number: 1, action: "merge" }, "merged");
  expect(await proposal()).toMatchObject({ state: "merged", failure: expect.stringMatching(/second person/) });
  expect(await activeVersion()).toBe(1);
});

it("writes texts of clients as code, so that they mention nobody and are no markup", async () => {
  await checked("run-1", await push("Namaste."));
  const body = String((await pulls())[0]?.issue.body);
  expect(body).toContain("- `The clinic opens at 9. @everyone 'rm' <script> #12`");
});

it("brings the open pull request up to date when the run is repeated, though processes die", async () => {
  let state = 1;
  random = () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  deathRate = 0.1;
  await checked("run-1", await push("Namaste."));
  const version = await push("Vanakkam.");
  await checked("run-2", version);
  expect(await pulls()).toHaveLength(1);
  expect((await pulls())[0]?.issue.title).toBe("Configuration main of shop: version 3");
  expect((await filesAt(branch))[path]).toBe(await textOf(version));
  expect(await proposal()).toMatchObject({ runId: "run-2", version, number: 1, state: "open", failure: null });
});

it("tells the run that its pull request was closed, and opens another for the next", async () => {
  await checked("run-1", await push("Namaste."));
  await acts({ number: 1, action: "close" }, "closed");
  expect(await proposal()).toMatchObject({ state: "closed", runId: "run-1" });
  expect(await activeVersion()).toBe(1);
  await checked("run-2", await push("Vanakkam."));
  expect((await pulls()).map(({ issue }) => issue.state)).toEqual(["closed", "open"]);
  expect(await proposal()).toMatchObject({ state: "open", number: 2 });
});

it("never overwrites somebody's edit on the branch, and activates no text that was not checked", async () => {
  await checked("run-1", await push("Namaste."));
  const edited = minimalYaml({ clientId: "shop", more: "\n  # Edited at GitHub" });
  await control("files", { repository, branch, path, content: edited });
  await checked("run-2", await push("Vanakkam."));
  expect((await filesAt(branch))[path]).toBe(edited);
  expect((await proposal())?.failure).toMatch(/^Somebody edited the file/);
  await acts({ number: 1, action: "merge" }, "merged");
  expect((await proposal())?.failure).toMatch(/is not version 3, which was checked/);
  expect(await activeVersion()).toBe(1);
});

it("refuses a public repository", async () => {
  await control("settings", { public: repository });
  await checked("run-1", await push("Namaste."));
  expect(await pulls()).toEqual([]);
  expect(await proposal()).toMatchObject({ state: "none", failure: expect.stringMatching(/is public/) });
});

it("ignores a pull request of another number whose branch has our name, and one of a fork", async () => {
  await checked("run-1", await push("Namaste."));
  const told = {
    repository,
    number: 9,
    state: "merged" as const,
    mergeCommit: "abc",
    by: "x",
    updatedAt: "2100-01-01T00:00:00Z",
  };
  const data = { configName: "main", ...told };
  processes.publish([envelopeOf(gitHubPullRequestReported, { id: "x", tenantId, key: "main", at: new Date(), data })]);
  await processes.drain();
  expect(await proposal()).toMatchObject({ state: "open", number: 1 });
  const end = { ref: branch, repo: { full_name: "stranger/configurations" } };
  const pull = { number: 1, state: "closed", merged: true, updated_at: "2100-01-01T00:00:00Z", head: end, base: end };
  const fork = { action: "closed", pull_request: pull, repository: { full_name: repository }, sender: { login: "x" } };
  expect(readPullRequestEvent(fork)).toBeUndefined();
});
