import { anEvent } from "../testing.ts";
import { isAlerting } from "./alert-rules.ts";
import { isMention } from "./mentioned.ts";

const note = anEvent("c", { kind: "note", operator: "bela", assigned_to: "bela", mentions: ["asha"] });

test("a note speaks to those whom it names, and to nobody in their own note", () => {
  expect(isMention(note, "asha")).toBe(true);
  expect(isMention(note, "ravi")).toBe(false);
  expect(isMention({ ...note, operator: "asha" }, "asha")).toBe(false);
  expect(isMention(anEvent("c", { kind: "note", operator: "bela" }), "asha")).toBe(false);
});

test("it is told, unless one looks at the conversation", () => {
  const where = { me: "asha", openId: "other", isHidden: false };
  expect(isAlerting(note, where)).toBe(true);
  expect(isAlerting(note, { ...where, me: "ravi" })).toBe(false);
  expect(isAlerting(note, { ...where, openId: "c" })).toBe(false);
  expect(isAlerting(note, { ...where, openId: "c", isHidden: true })).toBe(true);
});
