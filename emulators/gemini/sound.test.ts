import { soundOf } from "./sound.ts";
import { contentWords, withLatinDigits, wordsAndSounds } from "./words.ts";

it.each([
  ["checkup", "चेकअप"],
  ["insurance", "इंश्योरेंस"],
  ["membership", "मेंबरशिप"],
  ["scholarship", "स्कॉलरशिप"],
  ["vegetarian", "वेजिटेरियन"],
  ["delivery", "ডেলিভারি"],
  ["parking", "పార్కింగ్"],
  ["hostel", "ஹாஸ்டல்"],
  ["filling", "ફિલિંગ"],
])("%s sounds like %s", (english, written) => {
  expect(soundOf(written)).toBe(soundOf(english));
  expect(wordsAndSounds(english)).toContain(contentWords(written)[0]);
});

it.each(["tea", "चाय", "قیمت", "1234", ""])("has no sound for %s, which has too few or another script", (word) =>
  expect(soundOf(word)).toBeNull(),
);

it("does not take one English word for another", () => {
  expect(contentWords("hostel")).not.toContain(contentWords("hostile")[0]);
});

it("writes every script's digits as 0 to 9", () => {
  expect(withLatinDigits("९० ৯০ ੯੦ ૯૦ ௯௦ ౯౦ ೯೦ ൯൦ ٩٠ ۹۰ 90")).toBe(Array(11).fill("90").join(" "));
});
