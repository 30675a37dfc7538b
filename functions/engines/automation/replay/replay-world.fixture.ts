import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { minimalYaml } from "../../../../shared/config/minimal-config.fixture.ts";
import { configVersions } from "../../../../shared/config/versions/versions.ts";
import { readCustomerOf, writeCustomer } from "../../../../shared/customers/store.ts";
import { automationGenerated, type ReplayWish } from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { withTestIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import type { AnyStep } from "../../../../shared/runtime/step.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { conversations } from "../../conversation/conversations.ts";
import { agentStep } from "../../conversation/testing/agent-step.fixture.ts";
import { aConversation, anInbound } from "../../conversation/testing/fixtures.ts";
import { newTurn, type Turn, turns } from "../../conversation/turn-record.ts";
import { aWish } from "../a-wish.fixture.ts";
import { crashingProcesses, type ProcessPorts } from "../gaps/crashing-processes.fixture.ts";
import { begunRun } from "../generate-step.ts";
import { automationRuns } from "../run.ts";
import { beginReplayStep, replaySandbox } from "./begin-step.ts";
import { joinReplayStep } from "./end-steps.ts";
import { lookAtReplayStep } from "./look-step.ts";
import { automationReplays, type ReplayArm, replayedConversations, replayedId } from "./replay.ts";

export const tenantId = TenantId.parse("shop");
const runId = "run-1";

/** What an agent of the sandbox answers. Undefined: nothing, ever. */
export type Agent = (said: string, arm: ReplayArm, message: number) => Partial<Turn> | undefined;

/** A run whose scenarios are played, a client's conversations, and agents in the sandboxes, on one clock. */
export async function replayWorld(
  agent: Agent,
  {
    wish = { conversations: 20, maxUsd: "1" },
    deathRate = 0,
    baseVersion = 1 as number | null,
    seed = 5,
    more = "",
  } = {} as {
    readonly wish?: ReplayWish;
    readonly deathRate?: number;
    readonly baseVersion?: number | null;
    readonly seed?: number;
    /** What the new version has more than the old one, under `automation_config`. */
    readonly more?: string;
  },
) {
  const folder = mkdtempSync(join(tmpdir(), "replay-"));
  const clock = { nowMs: Date.parse("2026-11-29T10:00:00.000Z") };
  const now = () => new Date(clock.nowMs);
  const log = createLogger({ level: "silent" });
  const platform = withTestIds(openEmbedded({ dataDir: folder, now }));
  const configs = configVersions({ documents: platform.documents, now, log });
  for (const version of [1, 2]) {
    const added = version === 2 ? more : "";
    const yaml = minimalYaml({ clientId: tenantId, more: `\n  # Version ${version}${added}` });
    const pushed = await configs.push(tenantId, "main", yaml, { by: "asha", activate: version === 1 });
    if (!pushed.ok) throw new Error(pushed.problems.map(({ message }) => message).join("\n"));
  }
  const begun = begunRun(aWish({ runId, replay: wish, at: now().toISOString() }));
  const trace = { name: "trace" as const, verdict: "passed" as const, details: [] };
  const run = { ...begun, status: "checking" as const, version: 2, baseVersion, checks: [trace] };
  await platform.documents.commit(tenantId, [put(automationRuns.collection, runId, newOwned(run))]);

  const answering = agentStep(({ id, tenantId: sandbox, data: { text } }) => {
    const arm = sandbox === replaySandbox(runId, "old") ? "old" : "new";
    return agent(text, arm, Number(id.split("-").at(-1)));
  });

  const stepsOf = ({ platform: ports }: ProcessPorts): readonly AnyStep[] =>
    [
      beginReplayStep({ platform: ports, configs: configVersions({ documents: ports.documents, now, log }) }),
      lookAtReplayStep({ platform: ports, configs }),
      joinReplayStep(),
      answering,
    ] as unknown as readonly AnyStep[];
  const processes = crashingProcesses({ platform, random: randomOf(seed), deathRate, clock, steps: stepsOf });

  return {
    platform,
    processes,
    clock,
    /** A conversation of a customer of the client, with one turn for each message. */
    async conversation(
      id: string,
      says: readonly string[],
      { consent, toolCalls = [] }: { readonly consent?: boolean; readonly toolCalls?: Turn["toolCalls"] } = {},
    ) {
      const customer = { id: `customer-${id}`, address: `+9198123${id.padStart(5, "0")}`, name: "Asha Rao" };
      const updatedAt = new Date(clock.nowMs - Number(id) * 60_000).toISOString();
      const sessionAt = updatedAt;
      const own = aConversation({ id: `conversation-${id}`, customer, updatedAt, sessionAt });
      const records = says.map((text, index) => {
        const turn = { turnId: `turn-${id}-${index}`, inbound: [{ ...anInbound, text }], at: updatedAt };
        return put(turns.collection, turn.turnId, newOwned({ ...newTurn(own, turn), index: index + 1, toolCalls }));
      });
      await platform.documents.commit(tenantId, [put(conversations.collection, own.id, newOwned(own)), ...records]);
      if (consent === undefined) return;
      const known = await readCustomerOf(platform.documents, tenantId, { channel: "whatsapp", customer }, now());
      const given = { purpose: "data_collection" as const, channel: "whatsapp" as const, granted: consent };
      const consents = [{ ...given, wording: "May we keep it?", at: updatedAt }];
      await platform.documents.commit(tenantId, writeCustomer(known, { ...known.state, consents }));
    },
    async play(ms?: number) {
      const generated = { id: "generated-1", tenantId, key: runId, at: now(), data: { runId } };
      processes.publish([envelopeOf(automationGenerated, generated)]);
      return processes.drain(ms);
    },
    run: async () => (await platform.documents.get(tenantId, automationRuns.collection, runId))?.data.state,
    replay: async () => (await platform.documents.get(tenantId, automationReplays.collection, runId))?.data.state,
    replayed: async (position: number) =>
      (await platform.documents.get(tenantId, replayedConversations, replayedId(runId, position)))?.data,
    /** The ids of the messages that a version answered. */
    async heard(arm: ReplayArm) {
      const all = { ...turns.collection, schema: z.unknown(), confidential: false };
      const page = await platform.documents.query(replaySandbox(runId, arm), all, { limit: 200 });
      return page.items.map(({ id }) => id);
    },
    async close() {
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
