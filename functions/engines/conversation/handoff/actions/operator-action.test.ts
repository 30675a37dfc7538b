import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import type { OperatorActed } from "../../../../../shared/events/index.ts";
import { aConversation } from "../../testing/fixtures.ts";
import { accept, newHandoff } from "../state.ts";
import { applyOperatorAction } from "./operator-action.ts";

const at = "2026-11-22T10:00:00.000Z";
const now = new Date(at);
const config = minimalConfig();
const handoff = newHandoff({ id: "h1", type: "human_agent", department: null, skills: [], priority: "high", at });
const waiting = aConversation({
  status: "escalated",
  escalation: {
    reason: "customer_request_escalation",
    action: "human_agent_transfer",
    priority: "high",
    at,
    operator: null,
  },
  handoff,
});
const held = { ...waiting, handoff: accept(handoff, "asha", at) };

function acts(conversation: typeof waiting, data: Partial<OperatorActed>) {
  const act = { conversationId: "c1", action: "takeover", operator: "asha", text: null, ...data } as const;
  return applyOperatorAction(conversation, { eventId: "e1", data: act, config, now });
}

function decisionOf(outcome: ReturnType<typeof applyOperatorAction>) {
  if (outcome.type !== "done") throw new Error(`The action was refused: ${outcome.type}`);
  return outcome.decision;
}

test("a takeover cancels the asked operator's timer and silences the agent", () => {
  const assigned = {
    ...handoff,
    stage: "assigned",
    assignedTo: "ravi",
    dueAt: at,
    attempt: 1,
    agentHelps: true,
  } as const;
  const decision = decisionOf(acts({ ...waiting, handoff: { ...assigned, tried: [], skills: [], notes: [] } }, {}));
  expect(decision.document).toMatchObject({
    status: "escalated",
    escalation: { operator: "asha" },
    handoff: { stage: "with_operator", assignedTo: "asha", agentHelps: false, attempt: 2 },
  });
  expect(decision.cancel).toEqual(["handoff-h1-1"]);
  // Ravi has capacity again.
  expect(decision.publish).toMatchObject([{ type: "operator-changed", data: { operatorId: "ravi", change: null } }]);
});

test("the second operator is refused; notes are always accepted", () => {
  expect(acts(held, { operator: "ravi" })).toEqual({ type: "held", by: "asha" });
  expect(acts(held, { operator: "ravi", action: "resolve" })).toEqual({ type: "held", by: "asha" });
  expect(acts(held, { operator: "ravi", action: "reply", text: "Hi", force: false })).toEqual({
    type: "held",
    by: "asha",
  });
  expect(acts(held, { operator: "ravi", action: "note", text: "He is my cousin" }).type).toBe("done");
  expect(decisionOf(acts(held, { operator: "ravi", force: true })).document.handoff?.assignedTo).toBe("ravi");
});

test("a help desk agent's reply is sent and takes the conversation from nobody", () => {
  const decision = decisionOf(acts(held, { operator: "zendesk", action: "reply", text: "From the ticket" }));
  expect(decision.document).toMatchObject({
    handoff: { assignedTo: "asha" },
    recent: [{ role: "operator", text: "From the ticket" }],
  });
  expect(decision.send).toHaveLength(1);
});

test("any operator may take over a conversation that a help desk answered", () => {
  const answered = decisionOf(
    acts(waiting, { operator: "zendesk:417", action: "reply", text: "Hello", force: true }),
  ).document;
  expect(answered.handoff).toMatchObject({ stage: "with_operator", assignedTo: "zendesk:417" });
  expect(decisionOf(acts(answered as typeof waiting, { operator: "ravi" })).document.handoff?.assignedTo).toBe("ravi");
});

test("an action on unread turns is refused", () => {
  expect(acts(waiting, { expectedTurnCount: waiting.turnCount - 1 })).toEqual({ type: "moved-on" });
  expect(acts(waiting, { expectedTurnCount: waiting.turnCount }).type).toBe("done");
});

test("a transfer to an operator waits for them; one to a department finds an operator", () => {
  const to = (operator: string | null, department: string | null) =>
    decisionOf(acts(held, { action: "transfer", to: { operator, department } }));
  expect(to("ravi", null)).toMatchObject({
    document: {
      escalation: { operator: null },
      handoff: { stage: "assigned", assignedTo: "ravi", dueAt: "2026-11-22T10:00:30.000Z" },
    },
    schedule: [{ type: "handoff-due", name: "handoff-h1-2" }],
  });
  expect(to(null, "billing")).toMatchObject({
    document: { handoff: { stage: "queued", department: "billing", assignedTo: null, tried: ["asha"] } },
    publish: expect.arrayContaining([expect.objectContaining({ type: "handoff-due" })]),
  });
});

test("a release gives the conversation back with a new budget; a resolve closes it; notes stay", () => {
  const noted = decisionOf(acts(held, { action: "note", text: "Likes tea" })).document as typeof waiting;
  expect(
    decisionOf(acts({ ...noted, spent: { turns: 9, modelTokens: 9 } }, { action: "release" })).document,
  ).toMatchObject({
    status: "active",
    escalation: null,
    spent: { turns: 0, modelTokens: 0 },
    handoff: { stage: "released", open: false, notes: [{ text: "Likes tea" }] },
  });
  expect(decisionOf(acts(noted, { action: "resolve" })).document).toMatchObject({
    status: "resolved",
    handoff: { open: false },
  });
});

test("a private note reaches neither the customer nor the agent", () => {
  const decision = decisionOf(acts(waiting, { action: "note", text: "Careful" }));
  expect(decision.send ?? []).toEqual([]);
  expect(
    JSON.stringify([decision.document.recent, decision.document.summary, decision.document.context]),
  ).not.toContain("Careful");
});
