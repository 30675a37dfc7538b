import type { AgentOutcome, ToolCallRecord } from "../../../../../shared/agent/agent.ts";
import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { aConversation, anInbound, anOutcome, neutralSignals } from "../../testing/fixtures.ts";
import { givenTurn, testTenant } from "../../testing/given.ts";
import { unansweredQuestionsTurn } from "./turn.ts";

const asked = (usage = 1) => ({
  ...anOutcome({}).usage,
  modelCalls: usage,
});
const call = (result: unknown, changes: Partial<ToolCallRecord> = {}): ToolCallRecord => ({
  id: "call",
  name: "search",
  arguments: {},
  result,
  status: "completed",
  error: null,
  durationMs: 1,
  ...changes,
});
const unknown = { text: "I am not sure about that. I will find out." };
const nothing = call({ passages: [], note: "Nothing was found." });

async function reported(text: string, outcome: Partial<Extract<AgentOutcome, { status: "reply" }>> = {}) {
  const turn = {
    tenantId: testTenant,
    turnId: "t1",
    conversation: aConversation(),
    config: minimalConfig(""),
    inbound: [{ ...anInbound, text }],
    signals: neutralSignals,
  };
  const when = givenTurn(unansweredQuestionsTurn, turn, {});
  const ended = await when.whenCustomerWrites(turn.inbound, {
    outcome: anOutcome({ usage: asked(), citations: [], ...outcome }),
  });
  return ended.concluded?.publish?.map(({ data }) => data) ?? [];
}

it("reports a question for which nothing was found, without what names a person", async () => {
  const [question] = await reported("Do you repair ceiling fans? Call +91 98123 45678", { toolCalls: [nothing] });
  expect(question).toMatchObject({ question: "Do you repair ceiling fans? Call [number]", conversationId: "c1" });
});

it("reports a question whose search found passages that the answer does not rest on", async () => {
  expect(await reported("Do you repair ceiling fans?", { toolCalls: [call({ passages: [{}] })] })).toHaveLength(1);
});

it.each(["I could not find that.", "इसकी जानकारी नहीं है।", "Mujhe iske baare mein pata nahi."])(
  "reports a question to which the agent says: %s",
  async (text) => {
    expect(await reported("Do you repair ceiling fans?", { text })).toHaveLength(1);
  },
);

it.each([
  ["English", "Do you repair ceiling fans?", "Can the ceiling fan be repaired?"],
  ["Hindi and English", "क्या थायराइड टेस्ट रविवार को होता है?", "Is there a thyroid test on Sunday?"],
])("gives two wordings of one question one key: %s", async (_, one, other) => {
  const [first] = await reported(one, unknown);
  const [second] = await reported(other, unknown);
  expect(second).toMatchObject({ groupKey: (first as { groupKey: string }).groupKey });
});

it.each([
  ["an answer with a source", "Do you repair fans?", { citations: [{ id: "a", title: "A" }] }],
  ["an answer of a tool", "Is my ceiling fan ready?", { toolCalls: [call({ status: "ready" })] }],
  ["a statement", "I bought a ceiling fan yesterday.", unknown],
  ["small talk", "How are you?", unknown],
  [
    "an answer that sounds sure",
    "Can you help me with a ceiling fan?",
    { text: "Yes, gladly. What is wrong with it?" },
  ],
  ["a feature's answer", "Do you repair ceiling fans?", { usage: asked(0) }],
])("reports nothing of %s", async (_, text, outcome) => {
  expect(await reported(text, outcome)).toEqual([]);
});
