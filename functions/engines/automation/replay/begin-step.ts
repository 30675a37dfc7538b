import { mostReplayed } from "../../../../shared/contracts/lifecycle/replay-body.ts";
import {
  automationGenerated,
  automationReplayDue,
  automationReplayed,
  automationReplaySandboxDue,
} from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { nanoUsdOf } from "../../../../shared/prices/nano-usd.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { type UnknownTools, unknownTools } from "../../../../shared/tools/mcp/unknown-tools.ts";
import type { AutomationDependencies } from "../dependencies.ts";
import { type AutomationRun, automationRuns, checkKeyOf } from "../run.ts";
import { activateInSandbox, checkSandbox } from "../sandbox.ts";
import { type ChosenConversation, chooseConversations } from "./choose-conversations.ts";
import { type Arm, automationReplays, type Replay, replayArms, replayedConversations, replayedId } from "./replay.ts";

/** Long enough for the slowest replay (look-step.ts), and for turns that were running when it ended. */
const sandboxMs = 25 * 60_000;

/** What the replay says about servers whose tools are unknown. */
const mostServers = 10;
const mostTools = 10;

type Begun =
  | { readonly run: AutomationRun; readonly why: string }
  | {
      readonly run: AutomationRun;
      readonly versions: { readonly oldVersion: number; readonly newVersion: number };
      readonly chosen: readonly ChosenConversation[];
      readonly unknown: readonly UnknownTools[];
    };

/** The two sandboxes of a replay. Tables and bookings of one version must not meet those of the other. */
export function replaySandbox(checkKey: string, arm: (typeof replayArms)[number]): TenantId {
  return checkSandbox(`${checkKey} ${arm}`);
}

/** Chooses the conversations that are replayed, and opens a sandbox for each of the two versions. */
export function beginReplayStep(dependencies: AutomationDependencies) {
  const { platform, configs } = dependencies;
  const { documents } = platform;
  async function activate(tenantId: TenantId, run: AutomationRun, versions: readonly number[]) {
    for (const [index, arm] of replayArms.entries()) {
      const version = versions[index] ?? 0;
      const stored = await configs.get(tenantId, run.configName, version);
      const sandbox = replaySandbox(checkKeyOf(run), arm);
      if (stored === undefined) return `Version ${version} is gone.`;
      const refused = await activateInSandbox(dependencies, { sandbox, owner: tenantId, yaml: stored.yaml });
      if (refused !== null) return `Version ${version}: ${refused}`;
    }
    return undefined;
  }

  return step({
    name: "automation-begin-replay",
    on: automationGenerated,
    publishes: [automationReplayed],
    publishesAfterFailure: [automationReplayed],
    schedules: [automationReplayDue, automationReplaySandboxDue],
    document: automationReplays,
    documentId: ({ data }) => data.runId,
    afterFailure: ({ key, data }) => [notReplayed(data?.runId ?? key, null, "The replay could not begin.")],
    async gather(known, { tenantId, data: { runId } }, { now }): Promise<Begun | undefined> {
      const run = (await documents.get(tenantId, automationRuns.collection, runId))?.data.state;
      if (run?.status !== "checking" || run.version === null || known?.round === run.round) return undefined;
      const { baseVersion: oldVersion, version: newVersion } = run;
      if (oldVersion === null)
        return { run, why: "No configuration was active before: there is nothing to compare with." };
      const count = Math.min(run.replay.conversations, mostReplayed);
      if (count === 0) return { run, why: "No conversations were to be replayed." };
      const chosen = await chooseConversations(documents, tenantId, { count, now });
      if (chosen.length === 0) return { run, why: "There are no conversations yet that may be replayed." };
      const refused = await activate(tenantId, run, [oldVersion, newVersion]);
      if (refused !== undefined) return { run, why: refused };
      const { tools } = await configs.parsed(tenantId, run.configName, newVersion);
      const unknown = await unknownTools(documents, tenantId, tools.available);
      return { run, versions: { oldVersion, newVersion }, chosen, unknown };
    },
    decide(_known, { data: { runId } }, begun, now) {
      if (begun === undefined) return undefined;
      const { run } = begun;
      const at = now.toISOString();
      const checkKey = checkKeyOf(run);
      const empty: Replay = {
        runId,
        round: run.round,
        oldVersion: run.baseVersion ?? 0,
        newVersion: run.version ?? 0,
        standings: [],
        spentNanoUsd: 0,
        unpriced: 0,
        maxNanoUsd: nanoUsdOf(run.replay.maxUsd),
        unknownTools: "why" in begun ? [] : begun.unknown.slice(0, mostServers).map(shownTools),
        stopped: null,
        beganAt: at,
        endedAt: null,
      };
      if ("why" in begun)
        return { document: { ...empty, endedAt: at }, publish: [notReplayed(runId, run.round, begun.why)] };
      const due = newEvent(automationReplayDue, runId, { runId, round: run.round, look: 1 });
      const close = newEvent(automationReplaySandboxDue, runId, { runId, round: run.round });
      return {
        document: { ...empty, standings: begun.chosen.map(() => "waiting" as const) },
        writes: begun.chosen.map((conversation, position) =>
          put(replayedConversations, replayedId(checkKey, position), {
            runId,
            checkKey,
            position,
            ...conversation,
            says: [...conversation.says],
            recordedCalls: [...conversation.recordedCalls],
            old: newArm,
            new: newArm,
            turns: [],
            verdict: null,
            at,
          }),
        ),
        schedule: [
          { ...due, name: `automation-replay-${checkKey}-1`, at: now },
          { ...close, name: `automation-replay-close-${checkKey}`, at: new Date(now.getTime() + sandboxMs) },
        ],
      };
    },
  });
}

const newArm: Arm = { sent: 0, waited: 0, answers: [], over: false };

function shownTools({ tools, ...server }: UnknownTools) {
  return { ...server, tools: tools.slice(0, mostTools) };
}

/** Nothing can be said, and nobody is kept from activating. */
export function notReplayed(runId: string, round: number | null, why: string) {
  return newEvent(automationReplayed, runId, { runId, round, verdict: "not-enough", details: [why], quoted: [] });
}
