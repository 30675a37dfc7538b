import Telugu from "to-words/te-IN";
import type { Lexicon } from "../lexicon.ts";
import { halfHourClock } from "./clock.ts";
import { belowHundred, indianCardinal } from "./compose.ts";

const below100 = belowHundred(new Telugu().config.numberWordsMapping);

/** Before a smaller part or a noun a plural scale is oblique: రెండు వందలు, but రెండు వందల యాభై. */
const cardinal = indianCardinal({
  below100,
  oneOfNoun: "ఒక",
  saysHundreds: true,
  hundred: (count, words, { more, noun }) => {
    if (count === 1) return more ? "నూట" : "వంద";
    return `${words} ${more || noun ? "వందల" : "వందలు"}`;
  },
  thousand: (count, words, { more, noun }) => (count === 1 ? "వెయ్యి" : `${words} ${more || noun ? "వేల" : "వేలు"}`),
  lakh: (count, words, { more, noun }) => {
    if (count === 1) return "ఒక లక్ష";
    return `${words} ${more || noun ? "లక్షల" : "లక్షలు"}`;
  },
  crore: (count, words, { more, noun }) => {
    if (count === 1) return "ఒక కోటి";
    return `${words} ${more || noun ? "కోట్ల" : "కోట్లు"}`;
  },
});

export const telugu: Lexicon = {
  locale: "te-IN",
  digits: below100.slice(0, 10),
  cardinal,
  day: (day) => cardinal(day),
  year: (year) => cardinal(year, { hundreds: true }),
  time: halfHourClock({
    parts: [
      [4, "ఉదయం"],
      [12, "మధ్యాహ్నం"],
      [16, "సాయంత్రం"],
      [20, "రాత్రి"],
    ],
    number: cardinal,
    halves: [
      ...["ఒంటి గంటన్నర", "రెండున్నర", "మూడున్నర", "నాలుగున్నర", "ఐదున్నర", "ఆరున్నర"],
      ...["ఏడున్నర", "ఎనిమిదిన్నర", "తొమ్మిదిన్నర", "పదిన్నర", "పదకొండున్నర", "పన్నెండున్నర"],
    ],
    oclock: "h గంటలు",
    oneOclock: "ఒంటి గంట",
  }),
  dayParts: ["ఉదయం", "పొద్దున", "మధ్యాహ్నం", "సాయంత్రం", "రాత్రి"],
  clockWord: /\s?గంట/y,
  halves: null,
  saysPointOfScale: false,
  abbreviations: { "డా.": "డాక్టర్", "Dr.": "డాక్టర్" },
  signs: {
    minus: "మైనస్",
    point: "పాయింట్",
    percent: "శాతం",
    to: "నుండి",
    over: "బై",
    times: "బై",
    plus: "ప్లస్",
    equals: "సమానం",
    and: "మరియు",
    number: "నంబర్",
    about: "సుమారు #",
    below: "# కంటే తక్కువ",
    above: "# కంటే ఎక్కువ",
    per: "ఒక్కో # కి",
    dot: "డాట్",
    at: "యాట్",
    dash: "డాష్",
    underscore: "అండర్‌స్కోర్",
  },
  scales: { thousand: "వేల", lakh: "లక్షల", crore: "కోట్ల", million: "మిలియన్" },
  minorJoin: " ",
  currencies: {
    INR: { major: ["రూపాయి", "రూపాయలు"], minor: ["పైసా", "పైసలు"] },
    USD: { major: ["డాలర్", "డాలర్లు"], minor: ["సెంట్", "సెంట్లు"] },
    EUR: { major: ["యూరో", "యూరోలు"], minor: ["సెంట్", "సెంట్లు"] },
    GBP: { major: ["పౌండ్", "పౌండ్లు"], minor: ["పెన్నీ", "పెన్స్"] },
    AED: { major: ["దిర్హామ్", "దిర్హామ్‌లు"], minor: "ఫిల్స్" },
  },
  units: {
    km: ["కిలోమీటర్", "కిలోమీటర్లు"],
    cm: ["సెంటీమీటర్", "సెంటీమీటర్లు"],
    mm: ["మిల్లీమీటర్", "మిల్లీమీటర్లు"],
    kg: ["కిలోగ్రామ్", "కిలోగ్రాములు"],
    g: ["గ్రామ్", "గ్రాములు"],
    mg: ["మిల్లీగ్రామ్", "మిల్లీగ్రాములు"],
    mcg: ["మైక్రోగ్రామ్", "మైక్రోగ్రాములు"],
    l: ["లీటర్", "లీటర్లు"],
    ml: ["మిల్లీలీటర్", "మిల్లీలీటర్లు"],
    hour: ["గంట", "గంటలు"],
    minute: ["నిమిషం", "నిమిషాలు"],
    second: ["సెకను", "సెకన్లు"],
    sqft: ["చదరపు అడుగు", "చదరపు అడుగులు"],
    ft: ["అడుగు", "అడుగులు"],
    kmh: "గంటకు # కిలోమీటర్లు",
    celsius: "డిగ్రీల సెల్సియస్",
    fahrenheit: "డిగ్రీల ఫారెన్‌హీట్",
    gb: "జీబీ",
    mb: "ఎంబీ",
    mgdl: "మిల్లీగ్రాములు పర్ డెసిలీటర్",
    gdl: "గ్రాములు పర్ డెసిలీటర్",
    mmhg: "మిల్లీమీటర్ల మెర్క్యురీ",
    kcal: "కిలోక్యాలరీలు",
  },
};
