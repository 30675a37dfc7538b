import { aConversation, aMessage, anInbound } from "../../testing/fixtures.ts";
import { answerTo } from "./answer.ts";

const waiting = {
  id: "c1",
  tool: "pay",
  arguments: {},
  preview: { title: "Pay", lines: [] },
  askedAt: "2026-11-22T10:00:00.000Z",
  expiresAt: "2026-11-23T10:00:00.000Z",
};
const now = new Date("2026-11-22T12:00:00.000Z");
const question = aMessage({ role: "agent", text: "Shall I?", choices: [{ id: "agree:c1:yes", label: "Yes" }] });
const fresh = aConversation({ recent: [question] });
const says = (text: string, over: object = {}) => [{ ...anInbound, text, ...over }];

it.each<[string, ReturnType<typeof answerTo>]>([
  ["yes", "yes"],
  ["haan ji, kar do", "yes"],
  ["ठीक है", "yes"],
  ["👍", "yes"],
  ["no", "no"],
  ["नहीं, रहने दो", "no"],
  ["yes, but to Ravi", "other"],
  ["yes, and 2 of them", "other"],
  ["yes?", "other"],
  ["What does it cost?", "other"],
  ["yes no", "other"],
])("%s right after the question is %s", (text, answer) => {
  expect(answerTo(waiting, fresh, says(text), now)).toBe(answer);
});

it("takes every message of a burst for an answer, or none", () => {
  expect(answerTo(waiting, fresh, [...says("yes"), ...says("please")], now)).toBe("other");
  expect(answerTo(waiting, fresh, [...says("yes"), ...says("ok")], now)).toBe("yes");
  expect(answerTo(waiting, fresh, [...says("yes"), ...says("no")], now)).toBe("other");
});

it("takes a later yes for an answer to something else, unless it is picked", () => {
  const later = aConversation({
    recent: [question, aMessage({ text: "And when?" }), aMessage({ role: "agent", text: "Today. Ok?" })],
  });
  expect(answerTo(waiting, later, says("yes"), now)).toBe("other");
  expect(answerTo(waiting, later, says("Yes, do it", { choiceId: "agree:c1:yes" }), now)).toBe("yes");
  expect(answerTo(waiting, later, says("No", { choiceId: "agree:c1:no" }), now)).toBe("no");
  expect(answerTo(waiting, fresh, says("yes", { choiceId: "agree:c0:yes" }), now)).toBe("other");
});

it("takes no yes after the question's time", () => {
  const tomorrow = new Date("2026-11-23T10:00:00.000Z");
  expect(answerTo(waiting, fresh, says("yes"), tomorrow)).toBe("late");
  expect(answerTo(waiting, fresh, says("no"), tomorrow)).toBe("no");
});

it("takes no file for an answer", () => {
  const attachments = [{ url: "https://files.example/a.jpg", contentType: "image/jpeg" }];
  expect(answerTo(waiting, fresh, says("yes", { attachments }), now)).toBe("other");
});
