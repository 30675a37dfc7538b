import type { ToolCallRecord } from "../../../../../shared/agent/agent.ts";
import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { aConversation, anInbound, anOutcome, neutralSignals } from "../../testing/fixtures.ts";
import { givenTurn, testTenant } from "../../testing/given.ts";
import { missingCapabilitiesTurn } from "./turn.ts";

const config = minimalConfig(`
  tools: { available: [], missing: [{ name: insurance_check, description: Checks a policy's cover }] }
  integrations: { available: [], missing: [{ name: insurance_check, description: The same }, { name: epic_emr, description: Hospital records }] }
`);
const turn = {
  tenantId: testTenant,
  turnId: "t1",
  conversation: aConversation(),
  inbound: [anInbound],
  config,
  signals: neutralSignals,
};
const noted = (name: string, changes: Partial<ToolCallRecord> = {}): ToolCallRecord => ({
  id: "call",
  name: "note_unavailable",
  arguments: { name },
  result: {},
  status: "completed",
  error: null,
  durationMs: 1,
  ...changes,
});
const ports = {};

async function after(toolCalls: readonly ToolCallRecord[], given = turn) {
  const when = givenTurn(missingCapabilitiesTurn, given, ports);
  return when.whenCustomerWrites(given.inbound, { outcome: anOutcome({ toolCalls }) });
}

it("tells the agent what is missing, each name once, and gives it a tool that knows no other name", async () => {
  const { prepared } = await after([]);
  if (prepared?.type !== "brief") throw new Error("It briefed nobody.");
  const [note] = prepared.briefing.notes;
  expect(note).toContain("insurance_check (Checks a policy's cover); epic_emr (Hospital records).");
  const [tool] = prepared.tools;
  expect(tool?.parameters.jsonSchema).toMatchObject({
    properties: { name: { enum: ["insurance_check", "epic_emr"] } },
  });
});

it("costs an agent that misses nothing neither words nor a tool", async () => {
  const { prepared, concluded } = await after([noted("insurance_check")], { ...turn, config: minimalConfig("") });
  expect([prepared, concluded]).toEqual([undefined, undefined]);
});

it("reports each capability that was asked for once a turn, under one id per conversation", async () => {
  const { concluded } = await after([noted("epic_emr"), noted("epic_emr"), noted("insurance_check")]);
  const again = await after([noted("epic_emr")]);
  expect(concluded?.publish?.map(({ data }) => data)).toMatchObject([
    { kind: "tool", name: "insurance_check", conversationId: "c1" },
    { kind: "integration", name: "epic_emr", conversationId: "c1" },
  ]);
  expect(again.concluded?.publish?.[0]?.key).toBe(concluded?.publish?.[1]?.key);
});

it("reports no call that failed and no other tool", async () => {
  const calls = [noted("epic_emr", { status: "failed" }), noted("epic_emr", { name: "update_context" })];
  expect((await after(calls)).concluded).toBeUndefined();
});
