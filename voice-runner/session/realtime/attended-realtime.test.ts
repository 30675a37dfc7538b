import { setTimeout as sleep } from "node:timers/promises";
import { dispose } from "@livekit/rtc-node";
import type { Conversation } from "../../../functions/engines/conversation/conversation.ts";
import { conversations, type StoredConversation } from "../../../functions/engines/conversation/conversations.ts";
import { accept, newHandoff } from "../../../functions/engines/conversation/handoff/state.ts";
import { put } from "../../../shared/platform/documents.ts";
import { tenantId } from "../../../shared/runtime/runner-fixture.ts";
import { until } from "../../../tests/contracts/open-platform.ts";
import { inRealTime } from "../../../tests/voice/real-time.ts";
import { type openTestCall, reply } from "../testing/call-fixture.ts";
import { openLiveStandIn } from "./live-call.fixture.ts";

inRealTime();

type Test = Awaited<ReturnType<typeof openTestCall>>;

const live = await openLiveStandIn();
let opened: Test | undefined;
beforeEach(() => live.reset());
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});
afterAll(async () => {
  await live.close();
  await dispose();
});

const at = "2026-11-29T10:00:00.000Z";
const handoff = newHandoff({ id: "h1", type: "human_agent", department: null, skills: [], priority: "high", at });

/** What an operator's action leaves in the conversation. */
async function change({ platform, session }: Test, fields: Partial<Conversation>): Promise<void> {
  const { collection } = conversations;
  const stored = await platform.documents.get(tenantId, collection, session.conversationId);
  if (!stored) throw new Error("There is no conversation.");
  const state: StoredConversation = { ...stored.data.state, ...fields };
  const write = put(collection, session.conversationId, { ...stored.data, state }, { ifVersion: stored.version });
  await platform.documents.commit(tenantId, [write]);
}

it("brings a whisper into the realtime model's next answer, once", async () => {
  await live.script({ utterances: ["Can you come on Saturday?", "Thank you."] });
  const notes: string[] = [];
  const test = await live.call({
    script: [],
    async answer(_ports, turn) {
      notes.push((turn.briefing?.notes ?? []).join(" "));
      return reply("Yes, on Saturday.");
    },
  });
  opened = test;
  await change(test, { whispers: [{ id: "w1", operator: "asha", text: "Offer her the home visit", at }] });
  await test.caller.say(0);
  await test.said("Yes, on Saturday.");
  await test.listening();
  await test.caller.say(1);
  await until("the second answer", () => notes.length === 2);
  expect(notes[0]).toContain("Offer her the home visit");
  expect(notes[1]).not.toContain("Offer her");
});

it("is silent while an operator speaks, writes both of them down, and answers again after", async () => {
  await live.script({ utterances: ["My knee hurts.", "And what does it cost?"] });
  const test = await live.call({ script: [], answer: async () => reply("It costs 500 rupees.") });
  opened = test;
  const escalation = { reason: "request", action: "human_agent", priority: "high", at, operator: "asha" };
  await change(test, { status: "escalated", escalation, handoff: accept(handoff, "asha", at) });
  test.session.attended(true);
  const before = test.ear.heardAt.length;
  await test.caller.say(0);
  test.session.operatorSaid("Since when?");
  await until("both are written down", async () => (await test.conversation())?.recent.at(-1)?.role === "operator");
  await sleep(800);
  expect(test.ear.heardAt).toHaveLength(before);
  const said = (await test.conversation())?.recent.slice(-2).map(({ role, text }) => `${role}: ${text}`);
  expect([...(said ?? [])].sort()).toEqual(["customer: My knee hurts.", "operator: Since when?"]);
  await change(test, { status: "active", escalation: null, handoff: null });
  test.session.attended(false);
  await test.caller.say(1);
  await test.said("It costs 500 rupees.");
  await until("the caller hears it", () => test.ear.heardAt.length > before);
});
