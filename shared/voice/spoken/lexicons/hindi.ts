import Hindi from "to-words/hi-IN";
import type { Lexicon } from "../lexicon.ts";
import { quarterClock } from "./clock.ts";
import { belowHundred, indianCardinal } from "./compose.ts";

const below100 = belowHundred(new Hindi().config.numberWordsMapping, { 51: "इक्यावन" });

const cardinal = indianCardinal({
  below100,
  saysHundreds: true,
  hundred: (_count, words) => `${words} सौ`,
  thousand: (_count, words) => `${words} हज़ार`,
  lakh: (_count, words) => `${words} लाख`,
  crore: (_count, words) => `${words} करोड़`,
});

export const hindi: Lexicon = {
  locale: "hi-IN",
  digits: below100.slice(0, 10),
  cardinal,
  day: cardinal,
  year: (year) => cardinal(year, { hundreds: true }),
  time: quarterClock({
    parts: [
      [4, "सुबह"],
      [12, "दोपहर"],
      [16, "शाम"],
      [20, "रात"],
    ],
    number: cardinal,
    ...{ quarterPast: "सवा", halfPast: "साढ़े", quarterTo: "पौने", halfPastOne: "डेढ़", halfPastTwo: "ढाई" },
    ...{ oclock: " बजे", minutes: "h बजकर m मिनट" },
  }),
  dayParts: ["सुबह", "सवेरे", "दोपहर", "शाम", "रात"],
  clockWord: /\s?बजे/y,
  halves: { one: "डेढ़", two: "ढाई", and: "साढ़े" },
  saysPointOfScale: false,
  abbreviations: { "डॉ.": "डॉक्टर", "Dr.": "डॉक्टर", "प्रो.": "प्रोफ़ेसर", "मि.": "मिस्टर" },
  signs: {
    ...{ minus: "माइनस", point: "दशमलव", percent: "प्रतिशत", to: "से", over: "बटा", times: "गुणा", plus: "प्लस" },
    ...{ equals: "बराबर", and: "और", number: "नंबर", about: "लगभग #", below: "# से कम", above: "# से ज़्यादा" },
    ...{ per: "प्रति #", dot: "डॉट", at: "ऐट", dash: "डैश", underscore: "अंडरस्कोर" },
  },
  scales: { thousand: "हज़ार", lakh: "लाख", crore: "करोड़", million: "मिलियन" },
  minorJoin: " ",
  currencies: {
    INR: { major: ["रुपया", "रुपये"], minor: ["पैसा", "पैसे"] },
    USD: { major: "डॉलर", minor: "सेंट" },
    EUR: { major: "यूरो", minor: "सेंट" },
    GBP: { major: "पाउंड", minor: "पेंस" },
    AED: { major: "दिरहम", minor: "फ़िल्स" },
  },
  units: {
    ...{ km: "किलोमीटर", cm: "सेंटीमीटर", mm: "मिलीमीटर", kg: "किलोग्राम", g: "ग्राम", mg: "मिलीग्राम" },
    ...{ mcg: "माइक्रोग्राम", l: "लीटर", ml: "मिलीलीटर", hour: ["घंटा", "घंटे"], minute: "मिनट", second: "सेकंड" },
    ...{ sqft: "वर्ग फ़ुट", ft: "फ़ुट", kmh: "किलोमीटर प्रति घंटा", celsius: "डिग्री सेल्सियस" },
    ...{ fahrenheit: "डिग्री फ़ारेनहाइट", gb: "जीबी", mb: "एमबी", mgdl: "मिलीग्राम प्रति डेसीलीटर" },
    ...{ gdl: "ग्राम प्रति डेसीलीटर", mmhg: "मिलीमीटर मरकरी", kcal: "किलोकैलोरी" },
  },
};
