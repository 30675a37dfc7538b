import { normalized } from "../../schema/bounded-text.ts";
import { lexicons } from "./lexicons/index.ts";

/** How callers say the digits besides the words of the lexicons: spoken forms, other spellings, English in other scripts. */
const digits: readonly string[] = [
  "oh o shunya shoonya sunna ज़ीरो जीरो जिरो शुन्य জিরো జీరో ஜீரோ சைபர் ஸீரோ ઝીરો મીંડું زیرو",
  "ek वन ওয়ান వన్ ஒன் ஒண்ணு ஒரு વન ون",
  "do टू টু టూ டூ ரெண்டு ટુ ٹو",
  "teen tin थ्री থ্রি త్రీ த்ரீ மூணு થ્રી تھری",
  "char chaar फोर फ़ोर ফোর ఫోర్ ஃபோர் நாலு ફોર فور",
  "paanch panch पाँच फाइव फ़ाइव ফাইভ ఫైవ్ ஃபைவ் அஞ்சு ફાઇવ فائیو",
  "chhe chhah che छः छे सिक्स সিক্স ছয় సిక్స్ சிக்ஸ் સિક્સ سکس",
  "saat सेवन সেভেন సెవెన్ செவன் સેવન سیون",
  "aath एट এইট ఎయిట్ எயிட் એઇટ ایٹ",
  "nau नाइन নাইন নয় నైన్ நைன் ஒம்பது નાઇન نائن",
];
const repeats: Readonly<Record<string, number>> = {
  double: 2,
  डबल: 2,
  দুবার: 2,
  ডাবল: 2,
  డబుల్: 2,
  டபுள்: 2,
  ડબલ: 2,
  ڈبل: 2,
  triple: 3,
  ट्रिपल: 3,
  ট্রিপল: 3,
  ట్రిపుల్: 3,
  டிரிபிள்: 3,
  ટ્રિપલ: 3,
  ٹرپل: 3,
};

/** One or two digits by the word for them: "nine", "ninety", "अट्ठानवे". */
export const digitWords: ReadonlyMap<string, string> = new Map([
  ...Object.values(lexicons).flatMap(({ cardinal }) =>
    Array.from({ length: 100 }, (_, value) => [normalized(cardinal(value), "NFKC"), String(value)] as const).filter(
      ([word]) => !word.includes(" "),
    ),
  ),
  ...digits.flatMap((words, digit) =>
    words.split(" ").map((word) => [normalized(word, "NFKC"), String(digit)] as const),
  ),
]);

/** How often the next digit is meant. */
export const repeatWords: ReadonlyMap<string, number> = new Map(
  Object.entries(repeats).map(([word, times]) => [normalized(word, "NFKC"), times]),
);
export const plusWords: ReadonlySet<string> = new Set(
  Object.values(lexicons).map(({ signs }) => normalized(signs.plus, "NFKC")),
);
