import { callNumbers, type TransferNumber } from "./call-numbers.ts";

const number = (number: string, more: Partial<TransferNumber> = {}): TransferNumber => ({
  number,
  type: null,
  department: null,
  ...more,
});
const doctor = number("+911", { type: "doctor" });
const cardiology = number("+912", { type: "doctor", department: "cardiology" });
const billing = number("+913", { department: "billing" });
const reception = number("+914");
const all = [reception, billing, doctor, cardiology];

it.each([
  [
    "the department first, then the type, then everybody's",
    { type: "doctor", department: "cardiology" },
    "+912 +911 +914",
  ],
  ["no number of another department", { type: "human_agent", department: "billing" }, "+913 +914"],
  ["everybody's number for what no number is for", { type: "human_agent", department: null }, "+914"],
])("calls %s", (_what, wanted, expected) => {
  expect(
    callNumbers(all, wanted)
      .map((each) => each.number)
      .join(" "),
  ).toBe(expected);
});

it("calls another department rather than nobody", () => {
  expect(callNumbers([billing], { type: "doctor", department: null })).toEqual([billing]);
});
