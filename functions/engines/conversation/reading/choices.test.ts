import fc from "fast-check";
import type { Message } from "../conversation.ts";
import { aMessage, anInbound } from "../testing/fixtures.ts";
import { pickedBy, withChoice } from "./choices.ts";

const choices = [
  { id: "google", label: "Google Search" },
  { id: "friend", label: "Friend/Family" },
  { id: "doctor", label: "Doctor Referral" },
];
const asked = aMessage({ id: "a1", role: "agent", text: "How did you hear of us?", choices });
const wrote = (text: string) => aMessage({ id: text, role: "customer", text });
const chosenBy = (text: string, recent: readonly Message[] = [asked]) =>
  withChoice(recent, { ...anInbound, text }).choiceId;

it.each([
  "2",
  " 2. ",
  "#2",
  "(2)",
  "Option 2",
  "२",
  "২",
  "２",
  "friend/family",
  "FRIEND FAMILY",
  "Freind/Family",
  "friend family 👍",
])("reads %j as the second choice", (text) => expect(chosenBy(text)).toBe("friend"));

it.each(["0", "4", "22", "2 people", "maybe", "", "👍", "friend", "I heard of you from a friend/family member"])(
  "reads %j as no choice",
  (text) => expect(chosenBy(text)).toBeNull(),
);

it("keeps a choice picked by a button", () => {
  expect(withChoice([asked], { ...anInbound, text: "2", choiceId: "google" }).choiceId).toBe("google");
});

it("reads a number only as the answer to what was asked since the customer last wrote", () => {
  expect(chosenBy("2", [asked, aMessage({ role: "agent", text: "By the way, we are open." })])).toBe("friend");
  expect(chosenBy("2", [asked, wrote("Why?"), aMessage({ role: "agent", text: "How many people?" })])).toBeNull();
});

it("still reads a label later, unless a choice was picked already", () => {
  const between = [wrote("Why do you ask?"), aMessage({ role: "agent", text: "To get better." })];
  expect(chosenBy("Doctor Referral", [asked, ...between])).toBe("doctor");
  expect(chosenBy("Doctor Referral", [asked, wrote("1"), aMessage({ role: "agent", text: "Thanks" })])).toBeNull();
});

it("answers the newest message with choices", () => {
  const newer = aMessage({
    role: "agent",
    choices: [
      { id: "yes", label: "Yes" },
      { id: "no", label: "No" },
    ],
  });
  expect(chosenBy("2", [asked, newer])).toBe("no");
});

it("reads a label shared by two choices as neither", () => {
  const twins = [
    { id: "a", label: "10 AM" },
    { id: "b", label: "10 am." },
  ];
  expect(pickedBy("10 am", twins, { byNumber: true })).toBeUndefined();
});

it("does not confuse similar answers", () => {
  const moods = ["Very poor", "Poor", "Okay", "Good", "Excellent"].map((label) => ({ id: label, label }));
  expect(pickedBy("very good", moods, { byNumber: true })).toBeUndefined();
  expect(pickedBy("Excelent", moods, { byNumber: true })?.id).toBe("Excellent");
  expect(pickedBy("10 am", [{ id: "late", label: "10 pm" }], { byNumber: true })).toBeUndefined();
});

it("picks only existing choices, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const picked = pickedBy(text, choices, { byNumber: true });
      expect(picked === undefined || choices.includes(picked)).toBe(true);
    }),
  );
});
