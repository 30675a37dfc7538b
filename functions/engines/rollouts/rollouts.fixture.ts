import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minimalYaml } from "../../../shared/config/minimal-config.fixture.ts";
import { type ConfigVersions, configVersions } from "../../../shared/config/versions/versions.ts";
import {
  type RolloutObservation,
  rolloutObservations,
} from "../../../shared/contracts/metrics/rollout-observations.ts";
import { rolloutChanged, rolloutLookDue, rolloutRequested } from "../../../shared/events/index.ts";
import { type Documents, put, type Write } from "../../../shared/platform/documents.ts";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { withTestIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { createRunner } from "../../../shared/runtime/runner.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { changeStep } from "./change-step.ts";
import { lookStep } from "./look-step.ts";
import { type Rollout, rollouts } from "./rollout.ts";
import { requestRollout } from "./steps.ts";

export const shop = TenantId.parse("client_1");
const log = createLogger({ level: "silent" });

/** Rollouts on a platform of their own, on a clock that the test moves. */
export class RolloutWorld {
  minutes = 0;
  #events = 0;
  now = () => new Date(Date.parse("2026-11-22T10:00:00.000Z") + this.minutes * 60_000);
  /** Names of the tasks of steps, in the order in which they were first scheduled. */
  readonly scheduled = new Set<string>();
  readonly #folder = mkdtempSync(join(tmpdir(), "rollouts-"));
  readonly platform: Platform = withTestIds(openEmbedded({ dataDir: this.#folder, now: this.now }));
  /** Set: the next commit that writes a rollout dies before it. */
  dies = false;
  readonly configs: ConfigVersions = this.elsewhere();

  /** The view of another process, with nothing cached. */
  elsewhere(): ConfigVersions {
    return configVersions({ documents: this.platform.documents, now: () => this.now(), log });
  }

  /** The number of versions: the first is active. */
  async open(versions = 2, tenantId = shop): Promise<void> {
    for (let version = 1; version <= versions; version++)
      await this.configs.push(
        tenantId,
        "main",
        minimalYaml({ clientId: tenantId, more: `  industry: v${version}\n` }),
        {
          by: "asha",
          activate: version === 1,
        },
      );
  }

  /** An event as the bus delivers it: its id says whether it is a repeat. */
  start(rolloutId: string, { version = 2, tenantId = shop, shares = [0.05, 0.25, 0.5, 1], minExposures = 10 } = {}) {
    const data = {
      rolloutId,
      configName: "main",
      fromVersion: 1,
      version,
      shares,
      minMinutes: 60,
      minExposures,
      by: "asha",
      at: this.now().toISOString(),
    };
    const event = { id: `start-${rolloutId}`, tenantId, key: rolloutId, at: this.now(), data };
    return this.#runner().run(requestRollout, envelopeOf(rolloutRequested, event));
  }

  look(rolloutId: string, { id = `look-${++this.#events}`, tenantId = shop, early = false } = {}) {
    const data = { rolloutId, look: this.#events, early };
    const event = envelopeOf(rolloutLookDue, { id, tenantId, key: rolloutId, at: this.now(), data });
    return this.#runner().run(lookStep(this.#ports()), event);
  }

  change(rolloutId: string, action: "advance" | "rollback", { id = `change-${++this.#events}`, tenantId = shop } = {}) {
    const data = { rolloutId, action, reason: null, by: "ravi", at: this.now().toISOString() };
    const event = envelopeOf(rolloutChanged, { id, tenantId, key: rolloutId, at: this.now(), data });
    return this.#runner().run(changeStep(this.#ports()), event);
  }

  /** Turns tell what happened. The id is the turn's: the same id again is the same turn. */
  async observe(of: Partial<RolloutObservation>, { from = 0, count = 1, prefix = "turn", tenantId = shop } = {}) {
    const observation: RolloutObservation = {
      rolloutId: "r1",
      stage: 0,
      arm: "candidate",
      facts: ["exposed"],
      cost: 0,
      costSquares: 0,
      at: this.now().toISOString(),
      ...of,
    };
    const writes = Array.from({ length: count }, (_, index) =>
      put(rolloutObservations, `${prefix}-${of.arm}-${of.stage}-${from + index}`, observation),
    );
    for (let at = 0; at < writes.length; at += 400)
      await this.platform.documents.commit(tenantId, writes.slice(at, at + 400));
  }

  async state(rolloutId: string, tenantId = shop): Promise<Rollout> {
    const stored = await this.platform.documents.get(tenantId, rollouts.collection, rolloutId);
    if (!stored) throw new Error(`There is no rollout ${rolloutId}.`);
    return stored.data.state;
  }

  async pointer(tenantId = shop) {
    return (await this.elsewhere().rolloutState(tenantId, "main")).config;
  }

  async close(): Promise<void> {
    await this.platform.close(1_000);
    rmSync(this.#folder, { recursive: true });
  }

  #ports() {
    return { documents: this.platform.documents, configs: this.elsewhere() };
  }

  #runner() {
    const { documents } = this.platform;
    const commit: Documents["commit"] = (tenantId, writes) => {
      if (this.dies && writes.some(isOfRollout)) {
        this.dies = false;
        return Promise.reject(new Error("The process dies."));
      }
      return documents.commit(tenantId, writes);
    };
    const scheduler: Platform["scheduler"] = {
      ...this.platform.scheduler,
      schedule: (task) => {
        this.scheduled.add(task.name);
        return this.platform.scheduler.schedule(task);
      },
    };
    const platform = { ...this.platform, documents: { ...documents, commit }, scheduler };
    return createRunner({ platform, senders: {}, log, now: () => this.now() });
  }
}

function isOfRollout({ collection }: Write): boolean {
  return collection.name === rollouts.collection.name;
}
