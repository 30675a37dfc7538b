import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minimalYaml } from "../../../shared/config/minimal-config.fixture.ts";
import { configVersions } from "../../../shared/config/versions/versions.ts";
import {
  automationApproved,
  experimentDrafted,
  experimentPromoted,
  experimentStarted,
  experimentStopped,
  type RolloutPlan,
} from "../../../shared/events/index.ts";
import { put, type Stored } from "../../../shared/platform/documents.ts";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import type { HeldData, Person } from "../../../shared/platform/personal-data.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { testIds, withTestIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { newOwned, type Owned } from "../../../shared/runtime/owned-document.ts";
import { createRunner } from "../../../shared/runtime/runner.ts";
import type { AnyStep } from "../../../shared/runtime/step.ts";
import { agencyId } from "../../../shared/security/agency.ts";
import { auditEntries } from "../../../shared/security/audit.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { clients } from "../accounts/client.ts";
import { aWish } from "../automation/a-wish.fixture.ts";
import { activateStep } from "../automation/activate-step.ts";
import { crashingProcesses, type ProcessPorts } from "../automation/gaps/crashing-processes.fixture.ts";
import { approveStep } from "../automation/gate/approve-step.ts";
import { breakOffStep } from "../automation/gate/break-off-step.ts";
import { submitStep } from "../automation/gate/submit-step.ts";
import { begunRun } from "../automation/generate-step.ts";
import { lookStep } from "../automation/look-step.ts";
import { playStep } from "../automation/play-step.ts";
import { beginReplayStep } from "../automation/replay/begin-step.ts";
import { joinReplayStep } from "../automation/replay/end-steps.ts";
import { automationRuns, type PlayedScenario } from "../automation/run.ts";
import { agentStep } from "../conversation/testing/agent-step.fixture.ts";
import { seededRandom } from "../pricing/model/seeded-random.ts";
import { lookStep as rolloutLookStep } from "../rollouts/look-step.ts";
import { rollouts } from "../rollouts/rollout.ts";
import { requestRollout } from "../rollouts/steps.ts";
import { type Correction, corrections } from "../success/corrections/correction.ts";
import { type Experiment, experiments } from "./experiment.ts";
import { designOf, ExperimentBody } from "./experiment-body.ts";
import { planOf } from "./plan.ts";
import { concludePromotionStep } from "./steps/conclude-promotion-step.ts";
import { draftStep } from "./steps/draft-step.ts";
import { promoteStep } from "./steps/promote-step.ts";
import { startStep } from "./steps/start-step.ts";
import { stopStep } from "./steps/stop-step.ts";

export const shop = TenantId.parse("shop");
const experimentId = "e1";

/** What the agent of a sandbox answers to a scenario. */
export type Agent = (said: string) => string;

interface Options {
  readonly deathRate?: number;
  readonly seed?: number;
  /** The agency's client wants two people. */
  readonly twoPeople?: boolean;
}

/**
 * A client whose configuration was activated from a run with one scenario, who has learned another from an operator, and asha's
 * running experiment with the arm `warm`. The steps of both engines run in processes that may die at any line.
 */
export async function promotionWorld(agent: Agent, { deathRate = 0, seed = 1, twoPeople = false }: Options = {}) {
  const folder = mkdtempSync(join(tmpdir(), "promotion-"));
  const clock = { nowMs: Date.parse("2026-11-29T10:00:00.000Z") };
  const now = () => new Date(clock.nowMs);
  const log = createLogger({ level: "silent" });
  const platform = withTestIds(openEmbedded({ dataDir: folder, now }));
  const { documents } = platform;
  const runner = createRunner({ platform, senders: {}, log, now });
  const configsOn = (of: typeof documents) => configVersions({ documents: of, now, log });
  let events = 0;
  const by = (person: string) => ({ by: person, at: now().toISOString() });
  const said = (id = `event-${++events}`) => ({ id, tenantId: shop, key: experimentId, at: now() });

  const answering = agentStep(({ data: { text } }) => ({
    reply: { messageId: "m", text: agent(text), choices: [], media: [], citations: [] },
  }));

  const stepsOf = ({ platform: ports }: ProcessPorts): readonly AnyStep[] => {
    const own = { platform: ports, configs: configsOn(ports.documents) };
    return [
      ...[promoteStep(own), concludePromotionStep(own), submitStep(own), playStep(own), lookStep(own)],
      ...[beginReplayStep(own), joinReplayStep(), breakOffStep(), approveStep(own), activateStep(own), answering],
      ...[requestRollout, rolloutLookStep({ documents: ports.documents, configs: own.configs })],
    ] as unknown as readonly AnyStep[];
  };
  const processes = crashingProcesses({ platform, random: seededRandom(seed), deathRate, clock, steps: stepsOf });

  async function push(greeting: string, activate: boolean) {
    const yaml = minimalYaml({ clientId: shop, more: `\n  # ${greeting}` });
    await configsOn(documents).push(shop, "main", yaml, { by: "asha", activate });
  }

  async function prepare(): Promise<void> {
    await push("First.", true);
    const run = { ...begunRun(aWish({ runId: "run-1", at: now().toISOString() })), version: 1 };
    const activated = { ...run, status: "activated" as const, scenarios: [ownScenario] };
    await documents.commit(shop, [
      put(automationRuns.collection, "run-1", newOwned(activated)),
      put(corrections.collection, "c1", newOwned(learned)),
    ]);
    const client = { name: "Shop", nameKey: "shop", stage: "live" as const, website: null, createdBy: "asha" };
    const made = { createdAt: now().toISOString(), approval: twoPeople ? ("two" as const) : ("one" as const) };
    await documents.commit(agencyId, [put(clients, shop, { ...client, ...made })]);
    const arms = [{ key: "control" }, { key: "warm", changes: [{ path: "agent.personality", value: "A warm host." }] }];
    const design = designOf(ExperimentBody.parse({ name: "Warmer", arms }), "main");
    const plan = planOf(design, { source: "stated", baseline: 0.6, customersPerDay: 100 });
    const drafted = { experimentId, design, plan, ...by("asha") };
    await runner.run(draftStep, envelopeOf(experimentDrafted, { ...said(), data: drafted }));
    const own = { platform, configs: configsOn(documents) };
    await runner.run(
      startStep(own),
      envelopeOf(experimentStarted, { ...said(), data: { experimentId, ...by("asha") } }),
    );
  }
  await prepare();

  async function experiment(): Promise<Experiment> {
    const stored = await documents.get(shop, experiments.collection, experimentId);
    if (!stored) throw new Error("There is no experiment.");
    return stored.data.state;
  }

  async function approvalBy(person: string) {
    const runId = (await experiment()).promotion?.runId ?? "";
    return envelopeOf(automationApproved, { ...said(), data: { runId, ...by(person) } });
  }

  async function about(person: Person): Promise<readonly Stored<Owned<Experiment>>[]> {
    const { items } = await documents.query(shop, experiments.collection, { limit: 50 });
    return items.filter(({ data }) => held.isAbout?.(data, person));
  }

  return {
    processes,
    push,
    /** Somebody promotes the arm. What follows is done by `processes.drain`. */
    promote(person = "asha", id?: string, rollout: RolloutPlan | null = null) {
      const replay = { conversations: 0, maxUsd: "0" };
      const data = { experimentId, arm: "warm", anyway: true, reason: "We like it.", replay, rollout, ...by(person) };
      processes.publish([envelopeOf(experimentPromoted, { ...said(id), data })]);
    },
    /** Who may not promote now, and is told so. */
    async tryToPromote(rollout: RolloutPlan) {
      const replay = { conversations: 0, maxUsd: "0" };
      const data = { experimentId, arm: "warm", anyway: true, reason: "", replay, rollout, ...by("asha") };
      const own = { configs: configsOn(documents) };
      return runner.run(promoteStep(own), envelopeOf(experimentPromoted, { ...said(), data }));
    },
    async approve(person: string) {
      processes.publish([await approvalBy(person)]);
      await processes.drain();
    },
    /** Who may not approve, and is told so. */
    async tryToApprove(person: string) {
      return runner.run(approveStep({ platform }), await approvalBy(person));
    },
    /** Another version goes to half of the customers. */
    async rollOutAnother() {
      const rollout = { id: "other", version: 1, stage: 0, share: 0.5, ...by("ravi") };
      await configsOn(documents).beginRollout(shop, "main", { from: 1, rollout });
    },
    rollout: async (id: string) => (await documents.get(shop, rollouts.collection, id))?.data.state,
    async stop() {
      const data = { experimentId, reason: "Enough.", ...by("asha") };
      const own = { configs: configsOn(documents) };
      await runner.run(stopStep(own), envelopeOf(experimentStopped, { ...said(), data }));
    },
    experiment,
    async run() {
      const { promotion } = await experiment();
      return (await documents.get(shop, automationRuns.collection, promotion?.runId ?? ""))?.data.state;
    },
    runs: async () => (await documents.query(shop, automationRuns.collection, { limit: 50 })).items.length,
    /** The version of new conversations, and whether an experiment deals others. */
    async dealt() {
      const main = (await configsOn(documents).pointers(shop))?.byName.main;
      const share = main?.rollout === undefined ? {} : { share: main.rollout.share };
      return { version: main?.version, deals: main?.experiment !== undefined, ...share };
    },
    audited: async () =>
      (await documents.query(shop, auditEntries, { limit: 50 })).items.map(({ data }) => data.action),
    /** What the person of a conversation is given of the experiments. */
    async exported(conversationId: string) {
      const person = personOf(conversationId);
      return (await about(person)).map(({ data }) => held.exported?.(data, person));
    },
    /** As the erasure of a customer does it. @returns how many experiments were about them */
    async erase(conversationId: string): Promise<number> {
      const person = personOf(conversationId);
      const found = await about(person);
      for (const { id, data } of found) {
        const without = held.afterErasure?.(data, person);
        if (without !== undefined) await documents.commit(shop, [put(experiments.collection, id, without)]);
      }
      return found.length;
    },
    async close() {
      await platform.close(500);
      rmSync(folder, { recursive: true });
    },
  };
}

const held = experiments.collection.personal as HeldData<Owned<Experiment>>;

function personOf(conversationId: string): Person {
  return { tenantId: shop, ids: testIds(shop), customerIds: [], conversationIds: [conversationId], addresses: [] };
}

const ownScenario: PlayedScenario = {
  id: "S-1",
  title: "Opening hours",
  requirements: ["REQ-1"],
  says: "When do you open?",
  expects: [{ kind: "mentions", text: "nine" }],
  outcome: "passed",
  reply: "At nine.",
  detail: "",
};

const learned: Correction = {
  correctionId: "c1",
  conversationId: "conversation-1",
  turn: 1,
  source: "takeover",
  question: "What does a scan cost?",
  said: "400 rupees.",
  right: "500 rupees.",
  by: "ravi",
  language: "en",
  at: "2026-11-28T10:00:00.000Z",
  status: "approved",
  plays: true,
  scenario: { id: "LEARNED-c1", says: "What does a scan cost?", expects: [{ kind: "numbers", text: "500" }] },
  decided: {
    by: "asha",
    at: "2026-11-28T11:00:00.000Z",
    question: "What does a scan cost?",
    answer: "500",
    documentId: null,
  },
  updatedAt: "2026-11-28T11:00:00.000Z",
};
