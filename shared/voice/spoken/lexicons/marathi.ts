import Marathi from "to-words/mr-IN";
import type { Lexicon } from "../lexicon.ts";
import { quarterClock } from "./clock.ts";
import { belowHundred, indianCardinal } from "./compose.ts";

const below100 = belowHundred(new Marathi().config.numberWordsMapping, {
  ...{ 33: "तेहतीस", 61: "एकसष्ट", 62: "बासष्ट", 63: "त्रेसष्ट", 64: "चौसष्ट", 65: "पासष्ट", 66: "सहासष्ट" },
  ...{ 67: "सदुसष्ट", 68: "अडुसष्ट", 74: "चौऱ्याहत्तर" },
});

const cardinal = indianCardinal({
  below100,
  saysHundreds: true,
  hundred: (count, words, { more }) => (count === 1 && !more ? "शंभर" : `${words}शे`),
  thousand: (_count, words) => `${words} हजार`,
  lakh: (_count, words) => `${words} लाख`,
  crore: (_count, words) => `${words} कोटी`,
});

export const marathi: Lexicon = {
  locale: "mr-IN",
  digits: below100.slice(0, 10),
  cardinal,
  day: cardinal,
  year: (year) => cardinal(year, { hundreds: true }),
  time: quarterClock({
    parts: [
      [4, "सकाळी"],
      [12, "दुपारी"],
      [16, "संध्याकाळी"],
      [20, "रात्री"],
    ],
    number: cardinal,
    ...{ quarterPast: "सव्वा", halfPast: "साडे", quarterTo: "पावणे", halfPastOne: "दीड", halfPastTwo: "अडीच" },
    ...{ oclock: " वाजता", minutes: "h वाजून m मिनिटांनी" },
  }),
  dayParts: ["सकाळी", "सकाळ", "पहाटे", "दुपारी", "दुपार", "संध्याकाळी", "सायंकाळी", "रात्री", "रात्र"],
  clockWord: /\s?(?:वाजता|वाजल्या|वाजे)/y,
  halves: { one: "दीड", two: "अडीच", and: "साडे" },
  saysPointOfScale: false,
  abbreviations: { "डॉ.": "डॉक्टर", "Dr.": "डॉक्टर", "प्रा.": "प्राध्यापक" },
  signs: {
    ...{ minus: "उणे", point: "पूर्णांक", percent: "टक्के", to: "ते", over: "भागिले", times: "गुणिले", plus: "अधिक" },
    ...{ equals: "बरोबर", and: "आणि", number: "नंबर", about: "सुमारे #", below: "# पेक्षा कमी", above: "# पेक्षा जास्त" },
    ...{ per: "प्रति #", dot: "डॉट", at: "ॲट", dash: "डॅश", underscore: "अंडरस्कोर" },
  },
  scales: { thousand: "हजार", lakh: "लाख", crore: "कोटी", million: "दशलक्ष" },
  minorJoin: " ",
  currencies: {
    INR: { major: ["रुपया", "रुपये"], minor: ["पैसा", "पैसे"] },
    USD: { major: "डॉलर", minor: "सेंट" },
    EUR: { major: "युरो", minor: "सेंट" },
    GBP: { major: "पौंड", minor: "पेन्स" },
    AED: { major: "दिरहम", minor: "फिल्स" },
  },
  units: {
    ...{ km: "किलोमीटर", cm: "सेंटीमीटर", mm: "मिलिमीटर", kg: "किलोग्रॅम", g: "ग्रॅम", mg: "मिलिग्रॅम" },
    ...{ mcg: "मायक्रोग्रॅम", l: "लिटर", ml: "मिलिलिटर", hour: "तास", minute: ["मिनिट", "मिनिटे"], second: "सेकंद" },
    ...{ sqft: "चौरस फूट", ft: "फूट", kmh: "किलोमीटर प्रति तास", celsius: "अंश सेल्सिअस", fahrenheit: "अंश फॅरनहाइट" },
    ...{ gb: "जीबी", mb: "एमबी", mgdl: "मिलिग्रॅम प्रति डेसिलिटर", gdl: "ग्रॅम प्रति डेसिलिटर" },
    ...{ mmhg: "मिलिमीटर पारा", kcal: "किलोकॅलरी" },
  },
};
