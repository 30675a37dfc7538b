import Urdu from "to-words/ur-PK";
import type { Lexicon } from "../lexicon.ts";
import { quarterClock } from "./clock.ts";
import { belowHundred, indianCardinal } from "./compose.ts";

const below100 = belowHundred(new Urdu().config.numberWordsMapping);

const cardinal = indianCardinal({
  below100,
  saysHundreds: true,
  hundred: (_count, words) => `${words} سو`,
  thousand: (_count, words) => `${words} ہزار`,
  lakh: (_count, words) => `${words} لاکھ`,
  crore: (_count, words) => `${words} کروڑ`,
});

export const urdu: Lexicon = {
  locale: "ur-IN",
  digits: below100.slice(0, 10),
  cardinal,
  day: cardinal,
  year: (year) => cardinal(year, { hundreds: true }),
  time: quarterClock({
    parts: [
      [4, "صبح"],
      [12, "دوپہر"],
      [16, "شام"],
      [20, "رات"],
    ],
    number: cardinal,
    ...{ quarterPast: "سوا", halfPast: "ساڑھے", quarterTo: "پونے", halfPastOne: "ڈیڑھ", halfPastTwo: "ڈھائی" },
    ...{ oclock: " بجے", minutes: "h بج کر m منٹ" },
  }),
  dayParts: ["صبح", "سویرے", "دوپہر", "شام", "رات"],
  clockWord: /\s?بجے/y,
  halves: { one: "ڈیڑھ", two: "ڈھائی", and: "ساڑھے" },
  saysPointOfScale: false,
  abbreviations: { "ڈاکٹر.": "ڈاکٹر", "Dr.": "ڈاکٹر" },
  signs: {
    ...{ minus: "مائنس", point: "اعشاریہ", percent: "فیصد", to: "سے", over: "بٹا", times: "ضرب", plus: "پلس" },
    ...{ equals: "برابر", and: "اور", number: "نمبر", about: "تقریباً #", below: "# سے کم", above: "# سے زیادہ" },
    ...{ per: "فی #", dot: "ڈاٹ", at: "ایٹ", dash: "ڈیش", underscore: "انڈر اسکور" },
  },
  scales: { thousand: "ہزار", lakh: "لاکھ", crore: "کروڑ", million: "ملین" },
  minorJoin: " ",
  currencies: {
    INR: { major: ["روپیہ", "روپے"], minor: ["پیسہ", "پیسے"] },
    USD: { major: "ڈالر", minor: "سینٹ" },
    EUR: { major: "یورو", minor: "سینٹ" },
    GBP: { major: "پاؤنڈ", minor: "پینس" },
    AED: { major: "درہم", minor: "فلس" },
  },
  units: {
    ...{ km: "کلومیٹر", cm: "سینٹی میٹر", mm: "ملی میٹر", kg: "کلوگرام", g: "گرام", mg: "ملی گرام" },
    ...{ mcg: "مائیکروگرام", l: "لیٹر", ml: "ملی لیٹر", hour: ["گھنٹہ", "گھنٹے"], minute: "منٹ", second: "سیکنڈ" },
    ...{ sqft: "مربع فٹ", ft: "فٹ", kmh: "کلومیٹر فی گھنٹہ", celsius: "ڈگری سیلسیس", fahrenheit: "ڈگری فارن ہائیٹ" },
    ...{ gb: "جی بی", mb: "ایم بی", mgdl: "ملی گرام فی ڈیسی لیٹر", gdl: "گرام فی ڈیسی لیٹر" },
    ...{ mmhg: "ملی میٹر مرکری", kcal: "کلو کیلوری" },
  },
};
