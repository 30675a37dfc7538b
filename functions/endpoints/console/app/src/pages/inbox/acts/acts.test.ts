import { anItem } from "../testing.ts";
import { actsFor, refusalOf, withActs } from "./acts.ts";

const mine = anItem("a", { status: "with_operator", assigned_to: "asha" });

test("an operator gives back what is theirs, and takes over what is not", () => {
  expect(actsFor(mine, "asha")).toEqual(["release", "snooze", "transfer", "resolve"]);
  expect(actsFor(mine, "bela")).toContain("takeover");
  expect(actsFor({ status: "resolved", handoff: null, snoozed_until: null }, "asha")).toEqual(["takeover"]);
  expect(actsFor({ status: "active", handoff: null, snoozed_until: null }, "asha")).toContain("takeover");
});

test("admins only may force, and never past a message that was not read", () => {
  expect(refusalOf("conversation-held", true)).toBe("held-force");
  expect(refusalOf("conversation-held", false)).toBe("held");
  expect(refusalOf("conversation-moved-on", true)).toBe("moved-on");
  expect(refusalOf("rate-limited", true)).toBeUndefined();
});

test("the queue shows what was asked for before the server has answered", () => {
  const items = [anItem("a"), anItem("b"), anItem("c"), anItem("d")];
  const shown = withActs(
    items,
    new Map([
      ["a", { action: "takeover" }],
      ["b", { action: "resolve" }],
      ["c", { action: "transfer", to: { department: "billing" } }],
      ["d", { action: "snooze", until: "2026-12-01T09:00:00.000Z" }],
    ]),
    "asha",
  );
  expect(shown.map(({ conversation_id: id, handoff }) => [id, handoff?.status, handoff?.assigned_to])).toEqual([
    ["a", "with_operator", "asha"],
    ["c", "queued", null],
    ["d", "queued", null],
  ]);
  expect(shown[1]?.handoff?.department).toBe("billing");
  expect(shown[2]?.snoozed_until).toBe("2026-12-01T09:00:00.000Z");
  expect(withActs(items, new Map(), "asha")).toBe(items);
});
