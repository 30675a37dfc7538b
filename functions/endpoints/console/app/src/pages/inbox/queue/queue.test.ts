import { anEvent, anItem, at } from "../testing.ts";
import { afterEvent, isUnread, itemOf, mergeItems, neighbour, renewed, sortItems } from "./queue.ts";

const ids = (items: readonly { readonly conversation_id: string }[]) => items.map((item) => item.conversation_id);

test("sorts by urgency, then by waiting time; an unknown priority counts as medium", () => {
  const items = [
    anItem("low", { priority: "low" }),
    anItem("late", { requested_at: at(9) }),
    anItem("odd", { priority: "whenever", requested_at: at(5) }),
    anItem("early", { requested_at: at(1) }),
    anItem("urgent", { priority: "urgent", requested_at: at(20) }),
    anItem("high", { priority: "high", requested_at: at(10) }),
  ];
  expect(ids(sortItems(items))).toEqual(["urgent", "high", "early", "odd", "late", "low"]);
});

test("merges pages without duplicates; the later page wins", () => {
  const pages = mergeItems([anItem("a"), anItem("b")], [anItem("b", { assigned_to: "asha" }), anItem("c")]);
  expect(ids(pages).toSorted()).toEqual(["a", "b", "c"]);
  expect(pages.filter(({ handoff }) => handoff?.assigned_to === "asha")).toHaveLength(1);
});

test("updates an assignment, and removes a conversation that went back to the bot", () => {
  const [assigned] = afterEvent([anItem("a")], anEvent("a"));
  expect(assigned?.handoff).toMatchObject({ status: "assigned", assigned_to: "asha", requested_at: at(0) });
  expect(ids(afterEvent([anItem("a"), anItem("b")], anEvent("a", { stage: "released" })))).toEqual(["b"]);
  expect(afterEvent([anItem("a")], anEvent("a", { stage: null }))).toEqual([]);
});

test("moves a raised priority up and shows the customer's last message", () => {
  const change = anEvent("b", { kind: "customer-wrote", priority: "urgent", text: "Hello?" });
  const items = afterEvent([anItem("a"), anItem("b")], change);
  expect(ids(items)).toEqual(["b", "a"]);
  expect(items[0]?.last_message).toEqual({ role: "customer", text: "Hello?", at: at(30) });
});

test("leaves the others as they are, so that they are not drawn again", () => {
  const items = [anItem("a"), anItem("b"), anItem("c")];
  const after = afterEvent(items, anEvent("b", { kind: "customer-wrote", text: "Hello?" }));
  expect([after[0] === items[0], after[1] === items[1], after[2] === items[2]]).toEqual([true, false, true]);
});

test("adds an unknown conversation, waiting since its escalation", () => {
  const escalation = { reason: "asked", action: "handoff", priority: "medium", at: at(3), operator: null };
  const { handoff: _, ...conversation } = anItem("n", {}, { escalation });
  expect(itemOf(conversation, anEvent("n")).handoff).toMatchObject({ requested_at: at(3), status: "assigned" });
});

test("marks conversations unread since the customer's last message", () => {
  const wrote = anItem("a", {}, { last_message: { role: "customer", text: "Hi", at: at(7) } });
  expect(isUnread(wrote, at(6))).toBe(true);
  expect(isUnread(wrote, at(7))).toBe(false);
  expect(isUnread(anItem("a"), undefined)).toBe(true);
  expect(isUnread(anItem("a", { status: "with_operator" }), undefined)).toBe(false);
});

test("goes to the next and the previous conversation, and stays at the ends", () => {
  const list = ["a", "b", "c"];
  expect(neighbour(list, "a", 1)).toBe("b");
  expect(neighbour(list, "c", 1)).toBe("c");
  expect(neighbour(list, "a", -1)).toBe("a");
  expect(neighbour(list, undefined, 1)).toBe("a");
  expect(neighbour(list, "gone", -1)).toBe("c");
  expect(neighbour([], "a", 1)).toBeUndefined();
});

test("takes over what was read again only where it is newer", () => {
  const items = [anItem("a", {}, { updated_at: at(5), summary: "known" }), anItem("b", {}, { updated_at: at(5) })];
  const read = [anItem("a", {}, { updated_at: at(4), summary: "older" }), anItem("b", {}, { updated_at: at(6) })];
  expect(renewed(items, read).map(({ summary, updated_at: when }) => [summary, when])).toEqual([
    ["known", at(5)],
    ["", at(6)],
  ]);
  expect(renewed(items, [])).toBe(items);
});
