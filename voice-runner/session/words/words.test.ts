import { likelyEnd } from "../hearing/words-turn-detector.ts";
import { isFarewell } from "./farewell.ts";
import { turnPhrases } from "./turn-phrases.ts";

const languages = ["en", "hi", "bn", "te", "mr", "ta", "gu", "ur"];

it("knows a farewell in every language of calls, and no question", () => {
  for (const text of [
    "Okay, thank you, bye!",
    "ठीक है, धन्यवाद, नमस्ते",
    "বিদায়",
    "సరే, బై",
    "ठीक आहे, येतो",
    "சரி, நன்றி, வணக்கம்",
    "આવજો",
    "شکریہ، خدا حافظ",
  ])
    expect([text, isFarewell(text)]).toEqual([text, true]);
  for (const text of ["", "Thank you.", "Bye, what does it cost?", "नमस्ते, मुझे टेस्ट कराना है", "Okay"])
    expect([text, isFarewell(text)]).toEqual([text, false]);
});

it("waits for who ends with a word that goes on", () => {
  for (const text of ["I want to book and", "मुझे बुक करना है और", "I need a test for my", "Well, um...", "Monday,"])
    expect([text, likelyEnd(text) < 0.5]).toEqual([text, true]);
  for (const text of ["What does it cost?", "Yes.", "5607", "मुझे टेस्ट कराना है"])
    expect([text, likelyEnd(text) > 0.5]).toEqual([text, true]);
});

it("has phrases of its own in every language of calls", () => {
  const corrections = languages.map((language) => turnPhrases(`${language}-IN`).correction);
  expect(new Set(corrections).size).toBe(languages.length);
});
