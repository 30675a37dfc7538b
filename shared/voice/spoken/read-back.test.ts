import { growthAtEightfold, linearAtEightfold } from "../../../tests/growth.fixture.ts";
import { spokenText, writtenForm } from "./index.ts";
import { lexicons } from "./lexicons/index.ts";

describe("writtenForm", () => {
  it.each([
    ["my number is nine eight double one two three four five six seven", "my number is 9811234567"],
    ["नौ आठ डबल एक दो तीन चार पाँच छह सात", "9811234567"],
    ["नाइन एट वन वन टू थ्री", "981123"],
    ["it's 98 double 1, 2 3 4 five six seven", "it's 9811234567"],
    ["triple nine eight seven", "99987"],
    ["plus nine one nine eight seven six five four three two one zero", "+919876543210"],
    ["ninety eight twenty one thirty four fifty five sixty", "9821345560"],
    ["nau aath saat chhe paanch char teen do ek shunya", "9876543210"],
    ["ஒன்பது எட்டு ஏழு ஆறு அஞ்சு நாலு", "987654"],
    ["my email is asha dot rao at gmail dot com thanks", "my email is asha.rao@gmail.com thanks"],
    ["a s h a two three at the rate yahoo dot co dot in", "asha23@yahoo.co.in"],
    ["asha underscore rao 21 at sunrise dash dental dot com.", "asha_rao21@sunrise-dental.com."],
    ["asha23 ऐट जीमेल डॉट कॉम", "asha23@gmail.com"],
    ["send it to asha at g mail dot com", "send it to asha@gmail.com"],
  ])("writes %j", (said, written) => {
    expect(writtenForm(said)).toBe(written);
  });

  it.each([
    "I need one or two tests at ten thirty",
    "I was born in nineteen ninety eight",
    "I paid two thousand rupees for two tests",
    "look at google dot com",
    "meet me at the clinic",
    "आशा डॉट राव ऐट जीमेल डॉट कॉम",
    "asha.rao@gmail.com, 98765 43210",
  ])("leaves %j", (said) => {
    expect(writtenForm(said)).toBe(said.normalize("NFKC"));
  });

  it.each(Object.keys(lexicons))("understands what the agent itself reads back (%s)", (language) => {
    const options = { language, currency: "INR", timeZone: "Asia/Kolkata", now: new Date(0) };
    expect(writtenForm(spokenText("98110 20345", options))).toBe("9811020345");
    expect(writtenForm(spokenText("asha.rao_2@gmail.com", options))).toBe("asha.rao_2@gmail.com");
  });

  it.each(["nine ", "nine at ", "a dot ", "double ", "7 "])("takes linear time for %j", (unit) => {
    const text = (size: number) => unit.repeat(size / unit.length);
    expect(growthAtEightfold((size) => writtenForm(text(size)), 12_500)).toBeLessThan(linearAtEightfold);
  });
});
