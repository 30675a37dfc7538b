import type { Turn } from "../item.ts";
import { aMessage, anEvent, at } from "../testing.ts";
import { entriesOf, type Timeline, withEvent, withMessages, withOlder, withTurn } from "./timeline.ts";

const none: Timeline = new Map();
const turn = {
  turn_id: "t",
  at: at(5),
  messages: [{ message_id: "asked", text: "asked", at: at(4) }],
  reply: { message_id: "said", text: "said", choices: [] },
  more: [],
  by: "asha",
} as unknown as Turn;
const shown = (timeline: Timeline, isComplete = true) =>
  entriesOf(timeline, isComplete).map(({ type, id }) => [type, id]);

test("merges messages, notes and actions without duplicates", () => {
  const note = anEvent("c", { kind: "note", at: at(6), operator: "asha", text: "noted" });
  let read = withTurn(withMessages(none, [aMessage("old", 1)]), turn);
  read = withEvent(withEvent(withTurn(read, turn), note), note);
  expect(shown(read)).toEqual([
    ["message", "old"],
    ["message", "asked"],
    ["message", "said"],
    ["note", `note ${at(6)}`],
  ]);
  expect(read.get("said")).toMatchObject({ role: "operator", by: "asha" });
  expect(read.get("asked")).toMatchObject({ role: "customer" });
});

test("keeps the delivery and the files that came before the turn", () => {
  const delivery = { status: "delivered" as const, provider_message_ids: [], error_code: null };
  const attachments = [{ url: "https://files.example/a.png", contentType: "image/png", href: null }];
  const read = withTurn(withMessages(none, [aMessage("said", 5, { delivery, attachments })]), turn);
  expect(read.get("said")).toMatchObject({ delivery, attachments });
});

test("shows actions older than the first message only once all messages are loaded", () => {
  const read = withEvent(withMessages(none, [aMessage("first", 1)]), anEvent("c", { kind: "takeover", at: at(0) }));
  expect(shown(read, false)).toEqual([["message", "first"]]);
  expect(shown(read)).toEqual([
    ["act", `takeover ${at(0)}`],
    ["message", "first"],
  ]);
});

test("puts older messages first where two have the same time", () => {
  const read = withOlder(withMessages(none, [aMessage("newer", 1)]), [aMessage("older", 1)]);
  expect(shown(read)).toEqual([
    ["message", "older"],
    ["message", "newer"],
  ]);
});
