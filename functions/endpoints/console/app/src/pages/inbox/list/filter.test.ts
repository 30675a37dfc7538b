import { anItem } from "../testing.ts";
import { matchesFilter, withCondition } from "./filter.ts";

const item = anItem("a", { department: "billing", assigned_to: "asha" }, { labels: ["refund"], language: "hi" });
const as = (me: string, isUnread = false) => ({ me, isUnread: () => isUnread });

test("all conditions hold together", () => {
  const filter = {
    channel: "whatsapp" as const,
    department: "billing",
    label: "refund",
    language: "hi",
    assignee: "asha",
  };
  expect(matchesFilter(filter, item, as("bela"))).toBe(true);
  for (const name of ["channel", "department", "label", "language", "assignee"] as const)
    expect([
      name,
      matchesFilter({ ...filter, [name]: name === "channel" ? "sms" : "other" }, item, as("bela")),
    ]).toEqual([name, false]);
});

test("knows the person's own, what nobody has, and what is unread", () => {
  expect(matchesFilter({ assignee: "me" }, item, as("asha"))).toBe(true);
  expect(matchesFilter({ assignee: "me" }, item, as("bela"))).toBe(false);
  expect(matchesFilter({ assignee: "nobody" }, anItem("b"), as("asha"))).toBe(true);
  expect(matchesFilter({ unread: "true" }, item, as("asha", true))).toBe(true);
  expect(matchesFilter({ unread: "false" }, item, as("asha", true))).toBe(false);
});

test("an empty value takes a condition away", () => {
  expect(withCondition({ channel: "sms" }, "label", "refund")).toEqual({ channel: "sms", label: "refund" });
  expect(withCondition({ channel: "sms" }, "channel", "")).toEqual({});
});
