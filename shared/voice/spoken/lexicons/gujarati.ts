import Gujarati from "to-words/gu-IN";
import type { Lexicon } from "../lexicon.ts";
import { quarterClock } from "./clock.ts";
import { belowHundred, indianCardinal } from "./compose.ts";

const below100 = belowHundred(new Gujarati().config.numberWordsMapping, { 19: "ઓગણીસ", 60: "સાઠ" });

const cardinal = indianCardinal({
  below100,
  saysHundreds: true,
  hundred: (count, words, { more }) => {
    if (count === 1 && !more) return "સો";
    return count === 2 ? "બસો" : `${words}સો`;
  },
  thousand: (_count, words) => `${words} હજાર`,
  lakh: (_count, words) => `${words} લાખ`,
  crore: (_count, words) => `${words} કરોડ`,
});

export const gujarati: Lexicon = {
  locale: "gu-IN",
  digits: below100.slice(0, 10),
  cardinal,
  day: cardinal,
  year: (year) => cardinal(year, { hundreds: true }),
  time: quarterClock({
    parts: [
      [4, "સવારે"],
      [12, "બપોરે"],
      [16, "સાંજે"],
      [20, "રાત્રે"],
    ],
    number: cardinal,
    quarterPast: "સવા",
    halfPast: "સાડા",
    quarterTo: "પોણા",
    halfPastOne: "દોઢ",
    halfPastTwo: "અઢી",
    oclock: " વાગ્યે",
    minutes: "h વાગીને m મિનિટે",
  }),
  dayParts: ["સવારે", "સવાર", "બપોરે", "બપોર", "સાંજે", "સાંજ", "રાત્રે", "રાત"],
  clockWord: /\s?વાગ્ય/y,
  halves: { one: "દોઢ", two: "અઢી", and: "સાડા" },
  saysPointOfScale: false,
  abbreviations: { "ડૉ.": "ડૉક્ટર", "ડો.": "ડૉક્ટર", "Dr.": "ડૉક્ટર" },
  signs: {
    minus: "માઇનસ",
    point: "દશાંશ",
    percent: "ટકા",
    to: "થી",
    over: "ભાગ્યા",
    times: "ગુણ્યા",
    plus: "વત્તા",
    equals: "બરાબર",
    and: "અને",
    number: "નંબર",
    about: "આશરે #",
    below: "# થી ઓછું",
    above: "# થી વધુ",
    per: "પ્રતિ #",
    dot: "ડૉટ",
    at: "ઍટ",
    dash: "ડૅશ",
    underscore: "અન્ડરસ્કોર",
  },
  scales: { thousand: "હજાર", lakh: "લાખ", crore: "કરોડ", million: "મિલિયન" },
  minorJoin: " ",
  currencies: {
    INR: { major: ["રૂપિયો", "રૂપિયા"], minor: ["પૈસો", "પૈસા"] },
    USD: { major: "ડૉલર", minor: "સેન્ટ" },
    EUR: { major: "યુરો", minor: "સેન્ટ" },
    GBP: { major: "પાઉન્ડ", minor: "પેન્સ" },
    AED: { major: "દિરહામ", minor: "ફિલ્સ" },
  },
  units: {
    km: "કિલોમીટર",
    cm: "સેન્ટિમીટર",
    mm: "મિલિમીટર",
    kg: "કિલોગ્રામ",
    g: "ગ્રામ",
    mg: "મિલિગ્રામ",
    mcg: "માઇક્રોગ્રામ",
    l: "લિટર",
    ml: "મિલિલિટર",
    hour: "કલાક",
    minute: "મિનિટ",
    second: "સેકન્ડ",
    sqft: "ચોરસ ફૂટ",
    ft: "ફૂટ",
    kmh: "કિલોમીટર પ્રતિ કલાક",
    celsius: "ડિગ્રી સેલ્સિયસ",
    fahrenheit: "ડિગ્રી ફેરનહીટ",
    gb: "જીબી",
    mb: "એમબી",
    mgdl: "મિલિગ્રામ પ્રતિ ડેસિલિટર",
    gdl: "ગ્રામ પ્રતિ ડેસિલિટર",
    mmhg: "મિલિમીટર પારો",
    kcal: "કિલોકેલરી",
  },
};
