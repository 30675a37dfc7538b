import {
  actionTypes,
  labelUse,
  type MacroAction,
  macroIdOf,
  macroIndexOf,
  newAction,
  problemOf,
  withLabel,
} from "./macro-draft.ts";

test("says what is missing before anything is sent", () => {
  expect(problemOf([])).toBe("no-action");
  expect(actionTypes.map((type) => problemOf([newAction(type)]))).toEqual([
    ...["no-text", "no-text", "no-label", undefined, "no-department", undefined, undefined],
  ]);
  expect(problemOf([{ type: "snooze", minutes: 0.5 }])).toBe("no-minutes");
  const whole: readonly MacroAction[] = [{ type: "reply", text: "Hello" }, { type: "resolve" }];
  expect(problemOf(whole)).toBeUndefined();
});

test("a macro has an id of its name that no other has", () => {
  expect(macroIdOf("Refund granted", new Set())).toBe("refund-granted");
  expect(macroIdOf("Refund granted", new Set(["refund-granted", "refund-granted-2"]))).toBe("refund-granted-3");
  expect(macroIdOf("धनवापसी", new Set())).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/);
});

test("a label is set, taken away, or left", () => {
  const set = withLabel({ type: "label", add: [], remove: ["old"] }, "vip", "add");
  expect([labelUse(set, "vip"), labelUse(set, "old"), labelUse(set, "other")]).toEqual(["add", "remove", ""]);
  expect(withLabel(set, "vip", "remove")).toEqual({ type: "label", add: [], remove: ["old", "vip"] });
  expect(withLabel(set, "old", "")).toEqual({ type: "label", add: ["vip"], remove: [] });
});

test("Alt and a digit mean a macro, whatever sign the keyboard writes", () => {
  const alt = { altKey: true, ctrlKey: false, metaKey: false, shiftKey: false };
  expect(macroIndexOf({ ...alt, code: "Digit1" })).toBe(0);
  expect(macroIndexOf({ ...alt, code: "Digit9" })).toBe(8);
  expect(macroIndexOf({ ...alt, code: "Digit0" })).toBeUndefined();
  expect(macroIndexOf({ ...alt, code: "Numpad1" })).toBeUndefined();
  expect(macroIndexOf({ ...alt, ctrlKey: true, code: "Digit1" })).toBeUndefined();
  expect(macroIndexOf({ ...alt, altKey: false, code: "Digit1" })).toBeUndefined();
});
