import { isRecorded } from "./is-recorded.ts";

const recorded = {
  arguments: JSON.stringify({ order: "A-7712", on: "2026-11-30", tests: ["CBC"], copies: 2, phone: "[number]" }),
  masked: JSON.stringify({ order: "[code]", on: "[number]", tests: ["CBC"], copies: 2, phone: "[number]" }),
};
const same = { order: "A-7712", on: "2026-11-30", tests: ["CBC"], copies: 2, phone: "[number]" };

it.each<[what: string, args: Readonly<Record<string, unknown>>, expected: boolean]>([
  ["the same", same, true],
  [
    "the same in another order, with one that is left out",
    { note: undefined, phone: same.phone, tests: same.tests, copies: 2, order: same.order, on: same.on },
    true,
  ],
  ["what the customer's masked message left of it", { ...same, order: "[code]" }, true],
  ["another date", { ...same, on: "2026-12-01" }, false],
  ["another order", { ...same, order: "A-7713" }, false],
  ["another number", { ...same, copies: 3 }, false],
  ["one more of a list", { ...same, tests: ["CBC", "HbA1c"] }, false],
  ["a list in place of an object", { ...same, tests: { 0: "CBC" } }, false],
  ["one argument more", { ...same, urgent: true }, false],
  ["a placeholder for something else", { ...same, order: "[name]" }, false],
])("compares a call with the recorded one: %s", (_, args, expected) => {
  expect(isRecorded(args, recorded)).toBe(expected);
});
