import Tamil from "to-words/ta-IN";
import type { Lexicon } from "../lexicon.ts";
import { halfHourClock } from "./clock.ts";
import { belowHundred, indianCardinal } from "./compose.ts";

const below100 = belowHundred(new Tamil().config.numberWordsMapping);

/** One to nine hundred: alone, and before a smaller part. */
const hundreds: readonly (readonly [alone: string, before: string])[] = [
  ["நூறு", "நூற்றி"],
  ["இருநூறு", "இருநூற்றி"],
  ["முந்நூறு", "முந்நூற்றி"],
  ["நானூறு", "நானூற்றி"],
  ["ஐந்நூறு", "ஐந்நூற்றி"],
  ["அறுநூறு", "அறுநூற்றி"],
  ["எழுநூறு", "எழுநூற்றி"],
  ["எண்ணூறு", "எண்ணூற்றி"],
  ["தொள்ளாயிரம்", "தொள்ளாயிரத்தி"],
];

/** Two to ten thousand are one word, here without its ending. */
const fusedThousands: readonly string[] = [
  ...["இரண்டாயிர", "மூவாயிர", "நான்காயிர", "ஐயாயிர", "ஆறாயிர", "ஏழாயிர", "எட்டாயிர", "ஒன்பதாயிர", "பத்தாயிர"],
];

const cardinal = indianCardinal({
  below100,
  oneOfNoun: "ஒரு",
  saysHundreds: false,
  hundred: (count, _words, { more }) => hundreds[count - 1]?.[more ? 1 : 0] ?? "",
  thousand: (count, words, { more }) => {
    const stem = count === 1 ? "ஆயிர" : (fusedThousands[count - 2] ?? `${words} ஆயிர`);
    return stem + (more ? "த்தி" : "ம்");
  },
  lakh: (_count, words, { more }) => `${words} ${more ? "லட்சத்தி" : "லட்சம்"}`,
  crore: (_count, words, { more }) => `${words} ${more ? "கோடியே" : "கோடி"}`,
});

export const tamil: Lexicon = {
  locale: "ta-IN",
  digits: below100.slice(0, 10),
  cardinal,
  day: (day) => cardinal(day),
  year: (year) => cardinal(year),
  time: halfHourClock({
    parts: [
      [4, "காலை"],
      [12, "மதியம்"],
      [16, "மாலை"],
      [20, "இரவு"],
    ],
    number: cardinal,
    halves: [
      ...["ஒன்றரை", "இரண்டரை", "மூன்றரை", "நான்கரை", "ஐந்தரை", "ஆறரை"],
      ...["ஏழரை", "எட்டரை", "ஒன்பதரை", "பத்தரை", "பதினொன்றரை", "பன்னிரண்டரை"],
    ],
    oclock: "h மணி",
    oneOclock: "ஒரு மணி",
  }),
  dayParts: ["காலை", "அதிகாலை", "மதியம்", "பிற்பகல்", "மாலை", "இரவு"],
  clockWord: /\s?மணி/y,
  halves: null,
  saysPointOfScale: false,
  abbreviations: { "டாக்.": "டாக்டர்", "Dr.": "டாக்டர்" },
  signs: {
    minus: "மைனஸ்",
    point: "புள்ளி",
    percent: "சதவீதம்",
    to: "முதல்",
    over: "பை",
    times: "பெருக்கல்",
    plus: "பிளஸ்",
    equals: "சமம்",
    and: "மற்றும்",
    number: "எண்",
    about: "சுமார் #",
    below: "# க்கு குறைவு",
    above: "# க்கு மேல்",
    per: "ஒரு # க்கு",
    dot: "டாட்",
    at: "அட்",
    dash: "டேஷ்",
    underscore: "அண்டர்ஸ்கோர்",
  },
  scales: { thousand: "ஆயிரம்", lakh: "லட்சம்", crore: "கோடி", million: "மில்லியன்" },
  minorJoin: " ",
  currencies: {
    INR: { major: "ரூபாய்", minor: "பைசா" },
    USD: { major: "டாலர்", minor: "சென்ட்" },
    EUR: { major: "யூரோ", minor: "சென்ட்" },
    GBP: { major: "பவுண்டு", minor: "பென்ஸ்" },
    AED: { major: "திர்ஹாம்", minor: "ஃபில்ஸ்" },
  },
  units: {
    km: "கிலோமீட்டர்",
    cm: "சென்டிமீட்டர்",
    mm: "மில்லிமீட்டர்",
    kg: "கிலோகிராம்",
    g: "கிராம்",
    mg: "மில்லிகிராம்",
    mcg: "மைக்ரோகிராம்",
    l: "லிட்டர்",
    ml: "மில்லிலிட்டர்",
    hour: "மணி நேரம்",
    minute: ["நிமிடம்", "நிமிடங்கள்"],
    second: ["விநாடி", "விநாடிகள்"],
    sqft: "சதுர அடி",
    ft: "அடி",
    kmh: "மணிக்கு # கிலோமீட்டர்",
    celsius: "டிகிரி செல்சியஸ்",
    fahrenheit: "டிகிரி ஃபாரன்ஹீட்",
    gb: "ஜிபி",
    mb: "எம்பி",
    mgdl: "மில்லிகிராம் பெர் டெசிலிட்டர்",
    gdl: "கிராம் பெர் டெசிலிட்டர்",
    mmhg: "மில்லிமீட்டர் பாதரசம்",
    kcal: "கிலோகலோரி",
  },
};
