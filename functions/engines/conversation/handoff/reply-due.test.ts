import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { awaitReply } from "./reply-due.ts";
import { endHandoff, newHandoff, withReplyGiven } from "./state.ts";

/** Monday to Friday, 9 to 18 in India, which is 3:30 to 12:30 UTC. */
const config = minimalConfig(`  timezone: Asia/Kolkata
  business_hours: { mon: ["09:00-18:00"], tue: ["09:00-18:00"], wed: ["09:00-18:00"] }
  holidays: ["2026-12-01"]
  handoff_rules: { reply_times: { urgent: 5, high: 30 } }`);
const at = "2026-11-30T12:20:00.000Z";

function waiting(priority: string) {
  const handoff = newHandoff({ id: "h", type: "human_agent", department: null, skills: [], priority, at });
  return awaitReply(handoff, config, new Date(at));
}

test("the time to answer passes while people are there", () => {
  expect(waiting("urgent").replyDueAt).toBe("2026-11-30T12:25:00.000Z");
  // Ten minutes are left on Monday, Tuesday is a holiday.
  expect(waiting("high").replyDueAt).toBe("2026-12-02T03:50:00.000Z");
});

test("no time is promised for a priority without one, and it is listed after the others", () => {
  expect(waiting("low").replyDueAt).toBeNull();
  const orders = [waiting("low"), waiting("urgent")].map(({ dueOrder = "" }) => dueOrder);
  expect(orders.toSorted()).toEqual(orders.toReversed());
});

test("always counts each minute", () => {
  const always = minimalConfig("  handoff_rules: { reply_times: { low: 60, hours: always } }");
  const handoff = newHandoff({ id: "h", type: "human_agent", department: null, skills: [], priority: "low", at });
  expect(awaitReply(handoff, always, new Date(at)).replyDueAt).toBe("2026-11-30T13:20:00.000Z");
});

test("the first unanswered message counts; an answer or the end ends it", () => {
  const first = waiting("urgent");
  expect(awaitReply(first, config, new Date("2026-11-30T12:24:00.000Z"))).toBe(first);
  const answered = withReplyGiven({ handoff: first }).handoff;
  expect(answered?.replyDueAt).toBeNull();
  const again = awaitReply(answered, config, new Date("2026-11-30T12:24:30.000Z"));
  expect(again?.replyDueAt).toBe("2026-11-30T12:29:30.000Z");
  expect(endHandoff(first).replyDueAt).toBeNull();
});
