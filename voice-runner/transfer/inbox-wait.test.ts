import { newHandoff } from "../../functions/engines/conversation/handoff/state.ts";
import { until } from "../../tests/contracts/open-platform.ts";
import { attendance } from "./attendance.ts";
import { inboxWait } from "./inbox-wait.ts";

const at = "2026-11-29T10:00:00.000Z";
const queued = newHandoff({ id: "h1", type: "human_agent", department: null, skills: [], priority: "high", at });
const held = { ...queued, stage: "with_operator" as const, assignedTo: "asha" };
const escalated = "escalated" as const;

let did: string[];
const session = {
  hold: (isOn: boolean) => void did.push(`hold ${isOn}`),
  say: async (text: string) => void did.push(text),
  language: () => "en-IN",
  attended: (isNow: boolean) => void did.push(`attended ${isNow}`),
};
beforeEach(() => {
  did = [];
});

it("keeps a caller who waits for operators on hold, with a word now and then, until one takes over", async () => {
  const wait = inboxWait(session, attendance(session), 10);
  wait.follow({ status: escalated, handoff: queued });
  wait.follow({ status: escalated, handoff: { ...queued, stage: "assigned", assignedTo: "asha" } });
  await until("the caller is comforted", () => did.length >= 3);
  wait.follow({ status: escalated, handoff: held });
  expect(did.slice(0, 3)).toEqual(["hold true", ...Array(2).fill(expect.stringContaining("still trying"))]);
  expect(did.slice(-3)).toEqual(["hold false", "attended true", "A colleague is with you now. Please go on."]);
  wait.follow({ status: escalated, handoff: { ...held, assignedTo: "ravi" } });
  wait.follow({ status: "active", handoff: { ...held, stage: "released" } });
  expect(did.slice(-2)).toEqual(["attended false", "I am back with you. How can I help?"]);
});

it("stops holding once nobody is available, and says nothing of colleagues by telephone", () => {
  const wait = inboxWait(session, attendance(session));
  wait.follow({ status: escalated, handoff: { ...queued, stage: "assigned", assignedTo: "telephone:numbers" } });
  wait.follow({ status: escalated, handoff: { ...held, assignedTo: "telephone:+915550000001" } });
  expect(did).toEqual([]);
  wait.follow({ status: escalated, handoff: queued });
  const unavailable = { since: at, done: 1, tickets: [], awaitsTime: null, callbackAt: null };
  wait.follow({ status: escalated, handoff: { ...queued, unavailable } });
  expect(did).toEqual(["hold true", "hold false"]);
});

it("comforts nobody without end", async () => {
  const wait = inboxWait(session, attendance(session), 1);
  wait.follow({ status: escalated, handoff: queued });
  await until("the wait is over", () => did.at(-1) === "hold false");
  expect(did).toHaveLength(17);
});

it("keeps the agent silent while an operator speaks or holds the conversation", () => {
  const { speaking, holding } = attendance(session);
  holding(true);
  speaking(true);
  speaking(false);
  holding(false);
  expect(did.map((each) => each.endsWith("true"))).toEqual([true, true, true, false]);
});
