import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sandboxGitHub } from "../../../../emulators/sandbox/credentials.ts";
import { sandboxAppKey } from "../../../../emulators/sandbox/github/app-key.ts";
import { type Sandbox, startSandbox } from "../../../../emulators/sandbox.ts";
import { automationGapsFound } from "../../../../shared/events/lifecycle/automation-github.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import { platformScope, TenantId } from "../../../../shared/platform/tenant.ts";
import { withTestIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import type { AnyStep } from "../../../../shared/runtime/step.ts";
import { aWish } from "../a-wish.fixture.ts";
import type { GitHubAccount } from "../github/account.ts";
import { gitHubClient } from "../github/client.ts";
import { automationRuns } from "../run.ts";
import { begunRun } from "../steps/generate-step.ts";
import { crashingProcesses, type ProcessPorts } from "./crashing-processes.fixture.ts";
import { automationGaps, type Gap } from "./gap.ts";
import { hearIssueStep } from "./hear-issue-step.ts";
import { nameGapsStep } from "./name-gaps-step.ts";
import { offerRunStep } from "./offer-run-step.ts";
import { recordGapStep } from "./record-gap-step.ts";
import { sharedGap } from "./shared-gap.ts";
import { syncGapStep } from "./sync-gap-step.ts";

/** Tenants whose runs name gaps, processes that die, and GitHub in the sandbox, all on one clock. */
export async function gapWorld(how: { readonly seed: number; readonly deathRate: number }) {
  const folder = mkdtempSync(join(tmpdir(), "gaps-"));
  const clock = { nowMs: Date.now() };
  const now = () => new Date(clock.nowMs);
  const platform: EmbeddedPlatform = withTestIds(openEmbedded({ dataDir: folder, now }));
  const sandbox: Sandbox = await startSandbox({ port: 0, now });
  const random = randomOf(how.seed);
  const account: GitHubAccount = {
    appId: sandboxGitHub.appId,
    installationId: Number(sandboxGitHub.installationId),
    privateKey: sandboxAppKey().pem,
    baseUrl: `${sandbox.url}/github`,
    issuesRepository: sandboxGitHub.repository,
    configRepository: null,
  };
  const open = gitHubClient(now);
  const settings = { account: account as GitHubAccount | null };

  function stepsOf({ platform: ports, mortal }: ProcessPorts): readonly AnyStep[] {
    const dependencies = {
      platform: ports,
      account: async () => settings.account,
      now,
      async openGitHub(...given: Parameters<typeof open>) {
        const repository = await open(...given);
        return { ...repository, call: ((...call) => mortal(() => repository.call(...call))) as typeof repository.call };
      },
    };
    return [
      nameGapsStep(ports),
      recordGapStep(),
      syncGapStep(dependencies),
      hearIssueStep(dependencies),
      offerRunStep(),
    ] as unknown as readonly AnyStep[];
  }

  const processes = crashingProcesses({ platform, random, deathRate: how.deathRate, clock, steps: stepsOf });

  async function control<T>(path: string, body?: unknown): Promise<T> {
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const response = await fetch(`${sandbox.url}/_sandbox/github/${path}`, {
      ...init,
      headers: { "content-type": "application/json" },
    });
    return (await response.json()) as T;
  }

  return {
    platform,
    clock,
    processes,
    control,
    settings,
    account,
    random,
    /** A generation that is done and named these tools. */
    async generated(tenant: string, names: readonly string[], runId = `run-of-${tenant}`): Promise<void> {
      const tenantId = TenantId.parse(tenant);
      const at = now().toISOString();
      const wish = aWish({ runId, requirementsId: `prd-of-${tenant}`, by: "someone", at });
      const missing = names.map((name) => {
        const gap = sharedGap({ kind: "tool", name }, [tenant]);
        return { kind: "tool" as const, name, description: `${tenant} needs ${name}`, neededBy: ["FLN-1"], gap };
      });
      const run = { ...begunRun(wish), missing };
      await platform.documents.commit(tenantId, [put(automationRuns.collection, runId, newOwned(run))]);
      const id = deriveId("found", tenant, runId);
      processes.publish([envelopeOf(automationGapsFound, { id, tenantId, key: runId, at: now(), data: { runId } })]);
    },
    async gap(name: string): Promise<Gap | undefined> {
      const { id } = sharedGap({ kind: "tool", name }, []);
      return (await platform.documents.get(platformScope, automationGaps.collection, id))?.data.state;
    },
    async run(tenant: string) {
      const tenantId = TenantId.parse(tenant);
      return (await platform.documents.get(tenantId, automationRuns.collection, `run-of-${tenant}`))?.data.state;
    },
    issues: () => control<readonly { repository: string; issue: Record<string, unknown> }[]>("issues"),
    async close() {
      await sandbox.close();
      await platform.close(500);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Mulberry32: the same seed gives the same numbers. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
