import { initializeLogger } from "@livekit/agents";
import { conversations } from "../../../functions/engines/conversation/conversations.ts";
import { anOutcome } from "../../../functions/engines/conversation/testing/fixtures.ts";
import { dependenciesWith } from "../../../functions/engines/conversation/testing/given.ts";
import { openTurns } from "../../../functions/engines/conversation/turn/open-turns.ts";
import { turns as turnRecords } from "../../../functions/engines/conversation/turn-record.ts";
import type { Agent, AgentPorts, AgentTurn } from "../../../shared/agent/agent.ts";
import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import { testIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../shared/runtime/runner-fixture.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import type { Call } from "../../../shared/voice/call.ts";
import { type VoiceSettings, voiceSettings } from "../../../shared/voice/settings.ts";
import { ScriptedStt, type ScriptedSttOptions } from "../../providers/scripted/scripted-stt.ts";
import { ScriptedTts, type ScriptedTtsOptions } from "../../providers/scripted/scripted-tts.ts";
import { ScriptedVad } from "../../providers/scripted/scripted-vad.ts";
import type { CallEvent, CallSessionDependencies, StartOptions } from "../call-session.ts";
import { openCall } from "../open-call.ts";
import type { RealtimeModel } from "../realtime/realtime-model.ts";
import { CallerEar, CallerVoice } from "./ear-and-mouth.ts";

// LiveKit logs broken streams at every end.
initializeLogger({ pretty: false, level: "silent" });

type Answer = (ports: AgentPorts, turn: AgentTurn) => ReturnType<Agent["run"]>;

export interface CallFixtureOptions {
  readonly script: ScriptedSttOptions["script"];
  readonly answer: Answer;
  readonly settings?: Partial<VoiceSettings>;
  readonly stt?: Partial<ScriptedSttOptions>;
  readonly tts?: ScriptedTtsOptions;
  readonly fallbackTts?: ScriptedTts;
  readonly realtime?: RealtimeModel;
  readonly more?: Partial<CallSessionDependencies>;
  /** The tenant's YAML under `automation_config`. */
  readonly yaml?: string;
}

const fast = { type: "server_vad", prefixPaddingMs: 0, silenceDurationMs: 200, threshold: 0.5 } as const;
export const call: Call = {
  tenantId,
  callId: "call-1",
  direction: "inbound",
  channel: "voice",
  configName: null,
  customerAddress: "+919812345678",
  accountAddress: "+918040001234",
  briefing: null,
};

/** A call without a room, on a platform of its own, with scripted speech and an agent that the test plays. */
export async function openTestCall(options: CallFixtureOptions) {
  const { platform, close } = openTestPlatform();
  const config = minimalConfig(options.yaml);
  const turns = openTurns({
    ...dependenciesWith(config),
    platform,
    runner: runnerWith(platform),
    now: () => new Date(),
    agent: { run: (turn, ports) => options.answer(ports, turn) },
  });
  const events: CallEvent[] = [];
  const listeners = new Set<() => void>();
  const tts = new ScriptedTts(options.tts);
  /** The language of each text that the voice was given. */
  const spokenIn: string[] = [];
  const session = await openCall(call, {
    turns,
    config,
    configVersion: 1,
    ids: testIds(tenantId),
    log: createLogger({ level: "silent" }),
    now: () => new Date(),
    speech: {
      stt: new ScriptedStt({ script: options.script, ...options.stt }),
      tts,
      vad: new ScriptedVad(),
      hears: true,
      speakIn: (language) => void spokenIn.push(language),
      ...(options.realtime && { realtime: options.realtime }),
      ...(options.fallbackTts && { fallbackTts: options.fallbackTts }),
    },
    settings: { ...voiceSettings(config, "voice"), turnDetection: fast, ...options.settings },
    onEvent(event) {
      events.push(event);
      for (const listener of listeners) listener();
    },
    ...options.more,
  });
  const caller = new CallerVoice();
  const ear = new CallerEar();

  /** Resolves with the first event from `from` on that fits. */
  function event<T extends CallEvent["type"]>(
    type: T,
    fits: (event: Extract<CallEvent, { type: T }>) => boolean = () => true,
    { from = 0, withinMs = 10_000 } = {},
  ): Promise<Extract<CallEvent, { type: T }>> {
    const find = () =>
      events
        .slice(from)
        .find(
          (each): each is Extract<CallEvent, { type: T }> =>
            each.type === type && fits(each as Extract<CallEvent, { type: T }>),
        );
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        listeners.delete(look);
        reject(new Error(`No event ${type}. Seen: ${JSON.stringify(events)}`));
      }, withinMs);
      const look = () => {
        const found = find();
        if (!found) return;
        clearTimeout(late);
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      look();
    });
  }

  return {
    session,
    caller,
    ear,
    events,
    event,
    tts,
    spokenIn,
    platform,
    turns,
    start: (options?: StartOptions) => session.start({ type: "streams", input: caller, output: ear }, options),
    /** Resolves when the agent has said this. */
    said: (text: string, more: { readonly from?: number } = {}) =>
      event("said", (each) => each.text.includes(text), more),
    /** Resolves when the agent listens, having said everything. */
    listening: (from = events.length) => event("state", ({ state }) => state === "listening", { from }),
    conversation: async () =>
      (await platform.documents.get(tenantId, conversations.collection, session.conversationId))?.data.state,
    records: async () =>
      (await platform.documents.query(tenantId, turnRecords.collection, { where: [], limit: 50 })).items.map(
        ({ data }) => data.state,
      ),
    async close() {
      await session.end("shutdown");
      await caller.close();
      await close();
    },
  };
}

export const reply = (text: string) => anOutcome({ status: "reply", text });

/** An agent that says these texts in this order, a sentence at a time. */
export function saying(...texts: readonly string[]): Answer {
  let count = 0;
  return async ({ emit }) => {
    const text = texts[Math.min(count, texts.length - 1)] ?? "";
    count += 1;
    for (const sentence of text.split(/(?<=[.!?]) /)) emit?.({ type: "token", text: `${sentence} ` });
    return reply(text);
  };
}

export const english = (...texts: readonly string[]) => texts.map((text) => ({ text, language: "en" }));
