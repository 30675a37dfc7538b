import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { newOwned } from "../../../../../shared/runtime/owned-document.ts";
import { aConversation } from "../../testing/fixtures.ts";
import { decideOnCallbackTime } from "../customer-wrote.ts";
import { newOperator } from "../operators/operator.ts";
import { newHandoff } from "../state.ts";
import { assignOrFallBack } from "./assign-or-fall-back.ts";

const at = "2026-11-22T10:00:00.000Z";
const now = new Date(at);
const config = minimalConfig(`  business_logic:
    escalation:
      handoff: [{ type: human_agent, timeout: 60, fallback: create_ticket }]
      human_unavailable:
        - { action: create_urgent_ticket, auto_reply: "We are on it." }
        - { action: schedule_callback, auto_reply: "When shall we call?" }
        - { action: offer_alternative, auto_reply: "Anything else?" }
`);
const handoff = newHandoff({ id: "h1", type: "human_agent", department: null, skills: [], priority: "high", at });
const escalation = { reason: "complaint", action: "human_agent_transfer", priority: "high", at, operator: null };
const waiting = { ...aConversation({ status: "escalated", escalation }), handoff };
const candidate = { stored: { id: "asha", version: "7", data: newOwned(newOperator("asha", at)) }, load: 0 };
const look = { eventId: "e1", candidates: [], config, offer: false, now };

const saidBy = (decision: ReturnType<typeof assignOrFallBack>) =>
  decision?.document.recent.filter(({ role }) => role === "agent").map(({ text }) => text);

test("asks an operator, with a timer, and their document in the same commit", () => {
  const decision = assignOrFallBack(waiting, { ...look, candidates: [candidate] });
  expect(decision?.document.handoff).toMatchObject({ stage: "assigned", assignedTo: "asha", attempt: 1 });
  expect(decision?.schedule).toMatchObject([{ name: "handoff-h1-1", at: new Date("2026-11-22T10:01:00.000Z") }]);
  expect(decision?.writes).toContainEqual(expect.objectContaining({ id: "asha", ifVersion: "7" }));
  expect(decision?.send ?? []).toEqual([]);
});

test("an operator who did not answer is not asked again while others are available", () => {
  const asked = { ...waiting, handoff: { ...handoff, stage: "assigned" as const, assignedTo: "asha", attempt: 1 } };
  const other = { ...candidate, stored: { ...candidate.stored, id: "ravi", data: newOwned(newOperator("ravi", at)) } };
  expect(assignOrFallBack(asked, { ...look, candidates: [candidate, other] })?.document.handoff).toMatchObject({
    assignedTo: "ravi",
    tried: ["asha"],
  });
});

test("without operators it leaves one urgent ticket, asks when to call, and waits for the answer", () => {
  const decision = assignOrFallBack(waiting, look);
  expect(saidBy(decision)).toEqual(["We are on it.", "When shall we call?"]);
  expect(decision?.document.handoff).toMatchObject({
    stage: "queued",
    agentHelps: false,
    unavailable: { done: 3, awaitsTime: "callback", tickets: [{ externalId: null }] },
  });
  const tickets = decision?.writes?.filter(({ collection }) => collection.name === "tickets");
  expect(tickets).toMatchObject([{ data: { priority: "urgent", conversationId: "c1" } }]);
  expect(decision?.schedule).toHaveLength(1);
});

test("an offer without an operator changes nothing", () => {
  expect(assignOrFallBack(waiting, { ...look, offer: true })).toBeUndefined();
});

test("what is said in the tenant's words names the customer, and never a placeholder that stands for nothing", () => {
  const own = minimalConfig(
    `  business_logic:
    escalation:
      human_unavailable:
        - { action: create_ticket, auto_reply: "{customer_name}, {client_name} is on it." }
        - { action: schedule_callback, auto_reply: "{department} is busy. When?" }
`,
    true,
  );
  expect(saidBy(assignOrFallBack(waiting, { ...look, config: own }))).toEqual([
    "Asha, Client 1 is on it.",
    "Nobody is free at the moment. When would be a good time to call you back?",
  ]);
});

test("outside business hours nobody is asked", () => {
  const closed = minimalConfig(`  timezone: Europe/Berlin
  business_hours: { mon: ["09:00-18:00"] }
`);
  const decision = assignOrFallBack(waiting, { ...look, config: closed, candidates: [candidate] });
  expect(decision?.document.handoff).toMatchObject({ stage: "queued", assignedTo: null });
});

test("a callback time is confirmed once and published, and the next action follows", () => {
  const asked = assignOrFallBack(waiting, look)?.document;
  if (!asked) throw new Error("Nothing was decided.");
  const inbound = { id: "m9", text: "tomorrow at 5", attachments: [], choiceId: null, at };
  const time = { at: "2026-11-23T17:00:00.000+05:30", written: "Monday at 5" };
  const decision = decideOnCallbackTime(asked, { eventId: "e2", inbound, config, answer: { type: "time", time }, now });
  expect(decision?.document.recent.map(({ text }) => text).slice(-3)).toEqual([
    "tomorrow at 5",
    "Thank you. We will call you back on Monday at 5.",
    "Anything else?",
  ]);
  expect(decision?.document.handoff).toMatchObject({
    agentHelps: true,
    unavailable: { callbackAt: time.at, awaitsTime: null },
  });
  expect(decision?.publish).toMatchObject([{ type: "callback-requested", data: { at: time.at, kind: "callback" } }]);
  expect(decision?.cancel).toEqual(["handoff-h1-1"]);
});

describe("with numbers in voice.transfer", () => {
  const byTelephone = minimalConfig(`  voice: 
    transfer: { numbers: [{ number: "+915550000001" }, { number: "+915550000002" }] }
  business_logic: { escalation: { handoff: [{ type: human_agent, timeout: 20 }] } }
`);
  const calling = { ...waiting, channel: "voice" as const };
  const asked = { ...look, config: byTelephone, candidates: [candidate] };

  test("a call asks them before the inbox, until each could have rung and decided", () => {
    const decision = assignOrFallBack(calling, asked);
    expect(decision?.document.handoff).toMatchObject({
      stage: "assigned",
      assignedTo: "telephone:numbers",
      attempt: 1,
    });
    expect(decision?.schedule).toMatchObject([{ name: "handoff-h1-1", at: new Date("2026-11-22T10:02:10.000Z") }]);
  });

  test("once nobody was reached there, operators are asked", () => {
    const tried = assignOrFallBack(calling, asked)?.document;
    if (!tried) throw new Error("Nothing was decided.");
    expect(
      assignOrFallBack({ ...calling, ...tried, handoff: tried.handoff ?? handoff }, asked)?.document.handoff,
    ).toMatchObject({ assignedTo: "asha", tried: ["telephone:numbers"] });
  });

  test("a chat asks operators at once", () => {
    expect(assignOrFallBack(waiting, asked)?.document.handoff).toMatchObject({ assignedTo: "asha" });
  });
});
