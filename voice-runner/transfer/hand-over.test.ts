import { conversations } from "../../functions/engines/conversation/conversations.ts";
import { newHandoff } from "../../functions/engines/conversation/handoff/state.ts";
import { aConversation } from "../../functions/engines/conversation/testing/fixtures.ts";
import { minimalConfig } from "../../shared/config/minimal-config.fixture.ts";
import { put } from "../../shared/platform/documents.ts";
import { newOwned } from "../../shared/runtime/owned-document.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../shared/runtime/runner-fixture.ts";
import { createLogger } from "../../shared/telemetry/log.ts";
import { until } from "../../tests/contracts/open-platform.ts";
import type { CallSession } from "../session/call-session.ts";
import { type HandOver, watchHandOver } from "./hand-over.ts";
import type { Telephone } from "./telephone.ts";

const at = "2026-11-29T10:00:00.000Z";
const config = minimalConfig('  voice: { transfer: { mode: cold, numbers: [{ number: "+915550000001" }] } }\n');
const ringing = {
  ...newHandoff({ id: "h1", type: "human_agent", department: null, skills: [], priority: "high", at }),
  stage: "assigned" as const,
  assignedTo: "telephone:numbers",
  attempt: 1,
};
const escalation = { reason: "complaint", action: "human_agent", priority: "high", at, operator: null };

let platform: ReturnType<typeof openTestPlatform>;
let handOver: HandOver;
let did: string[];
beforeEach(() => {
  platform = openTestPlatform();
  did = [];
});
afterEach(async () => {
  await handOver.ended();
  await platform.close();
});

async function store(over: Parameters<typeof aConversation>[0]): Promise<void> {
  const conversation = aConversation({ channel: "voice", updatedAt: new Date().toISOString(), ...over });
  await platform.platform.documents.commit(tenantId, [put(conversations.collection, "c1", newOwned(conversation))]);
}

const stored = async () =>
  (await platform.platform.documents.get(tenantId, conversations.collection, "c1"))?.data.state;

function watch(refer: Telephone["refer"] | null): void {
  const session: CallSession = {
    conversationId: "c1",
    start: async () => undefined,
    typed: () => undefined,
    sent: () => undefined,
    operatorSaid: () => undefined,
    pressed: () => undefined,
    end: async (reason) => void did.push(`end ${reason}`),
    usage: () => [],
    say: async (text) => void did.push(text.split(" ").slice(0, 4).join(" ")),
    hold: () => undefined,
    relay: () => undefined,
    attended: () => undefined,
    language: () => "en-IN",
    async *voice() {},
    giveUp: async () => void did.push("give up"),
  };
  const telephone = refer && { ring: async () => "impossible" as const, refer, talkEnds: async () => undefined };
  handOver = watchHandOver({
    composition: {
      platform: platform.platform,
      runner: runnerWith(platform.platform),
      config: async () => config,
      now: () => new Date(),
      log: createLogger({ level: "silent" }),
      models: { generate: () => Promise.reject(new Error("No model is asked.")) },
    },
    call: { tenantId, callId: "call-1", customerAddress: "+919812345678" },
    transfer: {
      mode: "cold",
      transcribesOperators: false,
      numbers: [{ number: "+915550000001", type: null, department: null }],
    },
    config,
    session,
    telephone,
    attended: { holding: () => undefined },
  });
}

it("fetches a person when the handoff asks by telephone, ends the call, and leaves the conversation to the agent", async () => {
  await store({ status: "escalated", escalation, handoff: ringing });
  watch(async () => "referred");
  await until("the call is handed over", async () => did.includes("end transferred"));
  expect(await handOver.ended()).toBe(true);
  expect(did).toEqual(["I am connecting you", "end transferred"]);
  expect(await stored()).toMatchObject({ status: "active", handoff: { stage: "released" } });
});

it("goes on alone when nobody is reached, and asks the handoff for its next step", async () => {
  await store({ status: "escalated", escalation, handoff: ringing });
  const asked: unknown[] = [];
  const publish = platform.platform.bus.publish.bind(platform.platform.bus);
  platform.platform.bus.publish = async (events) => {
    asked.push(...events.map(({ type, data }) => ({ type, data })));
    await publish(events);
  };
  watch(async () => "unreached");
  await until("the handoff is asked", async () => asked.length > 0);
  expect(did).toEqual(["I am connecting you", "I am sorry, none"]);
  expect(asked).toMatchObject([{ type: "handoff-due", data: { handoffId: "h1", attempt: 1, offer: false } }]);
  expect(await handOver.ended()).toBe(false);
});

it("gives a conversation back whose colleague's call ended without a word", async () => {
  const left = { ...ringing, stage: "with_operator" as const, assignedTo: "telephone:+915550000001" };
  await store({ status: "escalated", escalation, handoff: left });
  watch(async () => "referred");
  await until("the agent may answer", async () => (await stored())?.status === "active");
  expect(did).toEqual([]);
});

it("cannot fetch anybody into a call without a telephone", () => {
  watch(null);
  expect(handOver.fetchPerson()).toBe(false);
});
