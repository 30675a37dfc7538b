import type { Turn } from "../item.ts";
import { anEvent, at } from "../testing.ts";
import { dueOf, waitingAfter, waitingAfterTurn, waitOf } from "./waiting.ts";

const nobody = { waiting_since: null };
const somebody = { waiting_since: at(1) };

test.each([
  [3, "minute", 3, false],
  [10, "minute", 10, true],
  [50, "minute", 50, true],
])("who waits for %i minutes reads so", (minutes, unit, count, isLong) => {
  expect(waitOf(at(0), Date.parse(at(minutes)))).toEqual({ elapsed: { unit, count }, isLong });
});

test("nobody waits who was answered", () => {
  expect(waitOf(null, Date.parse(at(9)))).toBeUndefined();
});

test("the first unanswered message counts, and a reply or a close ends the wait", () => {
  const wrote = anEvent("c", { kind: "customer-wrote", at: at(5) });
  expect(waitingAfter(nobody, wrote)).toBe(at(5));
  expect(waitingAfter(somebody, wrote)).toBe(at(1));
  expect(waitingAfter(somebody, anEvent("c", { kind: "takeover" }))).toBe(at(1));
  expect(waitingAfter(somebody, anEvent("c", { kind: "reply" }))).toBeNull();
  expect(waitingAfter(somebody, anEvent("c", { kind: "resolve", status: "resolved" }))).toBeNull();
});

test("a turn with an answer ends the wait, one without begins it", () => {
  const messages = [{ at: at(7) }] as unknown as Turn["messages"];
  const silent: Parameters<typeof waitingAfterTurn>[1] = { messages, reply: null, more: [], status: "escalated" };
  expect(waitingAfterTurn(nobody, silent)).toBe(at(7));
  expect(waitingAfterTurn(somebody, silent)).toBe(at(1));
  expect(waitingAfterTurn(somebody, { ...silent, reply: { message_id: "a", text: "Yes.", choices: [] } })).toBeNull();
});

test.each([
  [20, "ahead", 20],
  [5, "soon", 5],
  [0, "over", 0],
  [-7, "over", 7],
])("who is to be answered in %i minutes reads so", (minutes, state, count) => {
  const due = dueOf(at(30), Date.parse(at(30 - minutes)));
  expect(due).toEqual({ state, elapsed: count === 0 ? { unit: "now", count } : { unit: "minute", count } });
});
