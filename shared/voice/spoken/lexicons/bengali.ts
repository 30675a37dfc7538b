import Bengali from "to-words/bn-IN";
import type { Lexicon } from "../lexicon.ts";
import { quarterClock } from "./clock.ts";
import { belowHundred, indianCardinal } from "./compose.ts";

const below100 = belowHundred(new Bengali().config.numberWordsMapping, {
  ...{ 19: "উনিশ", 35: "পঁয়ত্রিশ", 45: "পঁয়তাল্লিশ", 66: "ছেষট্টি", 67: "সাতষট্টি", 68: "আটষট্টি", 78: "আটাত্তর" },
});

const cardinal = indianCardinal({
  below100,
  saysHundreds: true,
  hundred: (count, words) => (count === 2 ? "দুশো" : `${words}শো`),
  thousand: (_count, words) => `${words} হাজার`,
  lakh: (_count, words) => `${words} লাখ`,
  crore: (_count, words) => `${words} কোটি`,
});

export const bengali: Lexicon = {
  locale: "bn-IN",
  digits: below100.slice(0, 10),
  cardinal,
  day: cardinal,
  year: (year) => cardinal(year, { hundreds: true }),
  time: quarterClock({
    parts: [
      [4, "সকাল"],
      [12, "দুপুর"],
      [16, "বিকেল"],
      [18, "সন্ধ্যা"],
      [20, "রাত"],
    ],
    number: cardinal,
    ...{ quarterPast: "সোয়া", halfPast: "সাড়ে", quarterTo: "পৌনে", halfPastOne: "দেড়", halfPastTwo: "আড়াই" },
    ...{ oclock: "টা", minutes: "hটা বেজে m মিনিট" },
  }),
  dayParts: ["সকাল", "ভোর", "দুপুর", "বিকেল", "বিকাল", "সন্ধ্যা", "সন্ধে", "রাত"],
  clockWord: /\s?(?:টা|টায়|টার)/y,
  halves: { one: "দেড়", two: "আড়াই", and: "সাড়ে" },
  saysPointOfScale: false,
  abbreviations: { "ডা.": "ডাক্তার", ডাঃ: "ডাক্তার", "ড.": "ডক্টর", "Dr.": "ডাক্তার" },
  signs: {
    ...{ minus: "মাইনাস", point: "দশমিক", percent: "শতাংশ", to: "থেকে", over: "বাই", times: "গুণ", plus: "প্লাস" },
    ...{ equals: "সমান", and: "এবং", number: "নম্বর", about: "প্রায় #", below: "# এর কম", above: "# এর বেশি" },
    ...{ per: "প্রতি #", dot: "ডট", at: "অ্যাট", dash: "ড্যাশ", underscore: "আন্ডারস্কোর" },
  },
  scales: { thousand: "হাজার", lakh: "লাখ", crore: "কোটি", million: "মিলিয়ন" },
  minorJoin: " ",
  currencies: {
    INR: { major: "টাকা", minor: "পয়সা" },
    USD: { major: "ডলার", minor: "সেন্ট" },
    EUR: { major: "ইউরো", minor: "সেন্ট" },
    GBP: { major: "পাউন্ড", minor: "পেন্স" },
    AED: { major: "দিরহাম", minor: "ফিলস" },
  },
  units: {
    ...{ km: "কিলোমিটার", cm: "সেন্টিমিটার", mm: "মিলিমিটার", kg: "কিলোগ্রাম", g: "গ্রাম", mg: "মিলিগ্রাম" },
    ...{ mcg: "মাইক্রোগ্রাম", l: "লিটার", ml: "মিলিলিটার", hour: "ঘণ্টা", minute: "মিনিট", second: "সেকেন্ড" },
    ...{ sqft: "বর্গফুট", ft: "ফুট", kmh: "কিলোমিটার প্রতি ঘণ্টা", celsius: "ডিগ্রি সেলসিয়াস" },
    ...{ fahrenheit: "ডিগ্রি ফারেনহাইট", gb: "জিবি", mb: "এমবি", mgdl: "মিলিগ্রাম প্রতি ডেসিলিটার" },
    ...{ gdl: "গ্রাম প্রতি ডেসিলিটার", mmhg: "মিলিমিটার পারদ", kcal: "কিলোক্যালরি" },
  },
};
