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
])("takes %j for the second", (text) => expect(chosenBy(text)).toBe("friend"));

it.each(["0", "4", "22", "2 people", "maybe", "", "👍", "friend", "I heard of you from a friend/family member"])(
  "takes %j for none of them",
  (text) => expect(chosenBy(text)).toBeNull(),
);

it("leaves what the customer picked by a button as it is", () => {
  expect(withChoice([asked], { ...anInbound, text: "2", choiceId: "google" }).choiceId).toBe("google");
});

it("takes a number only for what was asked since the customer last wrote", () => {
  expect(chosenBy("2", [asked, aMessage({ role: "agent", text: "By the way, we are open." })])).toBe("friend");
  expect(chosenBy("2", [asked, wrote("Why?"), aMessage({ role: "agent", text: "How many people?" })])).toBeNull();
});

it("still takes a label later, but not for what has been picked already", () => {
  const between = [wrote("Why do you ask?"), aMessage({ role: "agent", text: "To get better." })];
  expect(chosenBy("Doctor Referral", [asked, ...between])).toBe("doctor");
  expect(chosenBy("Doctor Referral", [asked, wrote("1"), aMessage({ role: "agent", text: "Thanks" })])).toBeNull();
});

it("answers the newest message that had choices", () => {
  const newer = aMessage({
    role: "agent",
    choices: [
      { id: "yes", label: "Yes" },
      { id: "no", label: "No" },
    ],
  });
  expect(chosenBy("2", [asked, newer])).toBe("no");
});

it("takes a label that two choices share for neither", () => {
  const twins = [
    { id: "a", label: "10 AM" },
    { id: "b", label: "10 am." },
  ];
  expect(pickedBy("10 am", twins, { byNumber: true })).toBeUndefined();
});

it("does not take one answer for another that is written much alike", () => {
  const moods = ["Very poor", "Poor", "Okay", "Good", "Excellent"].map((label) => ({ id: label, label }));
  expect(pickedBy("very good", moods, { byNumber: true })).toBeUndefined();
  expect(pickedBy("Excelent", moods, { byNumber: true })?.id).toBe("Excellent");
  expect(pickedBy("10 am", [{ id: "late", label: "10 pm" }], { byNumber: true })).toBeUndefined();
});

it("picks only what is there, whatever is written", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const picked = pickedBy(text, choices, { byNumber: true });
      expect(picked === undefined || choices.includes(picked)).toBe(true);
    }),
  );
});
