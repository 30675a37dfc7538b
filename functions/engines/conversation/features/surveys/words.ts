import { normalized } from "../../../../../shared/schema/bounded-text.ts";

/** Numbers as customers write them out, 0 to 10, in every supported language; variants share a place. */
const written: readonly string[] = [
  "zero shunya शून्य শূন্য సున్నా பூஜ்யம் શૂન્ય صفر",
  "one ek एक এক ఒకటి ஒன்று એક ایک",
  "two do दो दोन দুই రెండు இரண்டு બે دو",
  "three teen तीन তিন మూడు மூன்று ત્રણ تین",
  "four char chaar चार চার నాలుగు நான்கு ચાર چار",
  "five paanch panch पांच पाँच पाच পাঁচ ఐదు ஐந்து પાંચ پانچ",
  "six chhe chah छह छः सहा ছয় ఆరు ஆறு છ چھ",
  "seven saat सात সাত ఏడు ஏழு સાત سات",
  "eight aath आठ আট ఎనిమిది எட்டு આઠ آٹھ",
  "nine nau नौ नऊ নয় తొమ్మిది ஒன்பது નવ نو",
  "ten das दस दहा দশ పది பத்து દસ دس",
];

export const numberWords: ReadonlyMap<string, number> = new Map(
  written.flatMap((words, value) => words.split(" ").map((word) => [normalized(word, "NFKC"), value] as const)),
);

/** Words that may surround a rating without changing its meaning. */
export const ratingFillers: ReadonlySet<string> = new Set(
  (
    "i i'd id i'll would will give gave rate rated rating it is its it's a an the my say think star stars point points " +
    "out of from number score definitely around about maybe full please thanks thank you to be was for service your overall " +
    "main mein se dunga dungi deta deti hoon hu hai tara taare sitare ank अंक में से दूंगा दूंगी देता देती हूँ हूं है मैं स्टार तारे सितारे " +
    "তারা স্টার నక్షత్రాలు స్టార్ நட்சத்திரம் ஸ்டார் સ્ટાર તારા ستارے سٹار"
  ).split(" "),
);

/** English rating words, besides the localised words for 1 to 5. */
export const ratingMoods: ReadonlyMap<string, number> = new Map([
  ["terrible", 1],
  ["horrible", 1],
  ["awful", 1],
  ["worst", 1],
  ["very bad", 1],
  ["pathetic", 1],
  ["bad", 2],
  ["not good", 2],
  ["average", 3],
  ["ok", 3],
  ["fine", 3],
  ["nice", 4],
  ["very good", 5],
  ["great", 5],
  ["amazing", 5],
  ["awesome", 5],
  ["perfect", 5],
  ["outstanding", 5],
  ["superb", 5],
]);

/** Answers that skip a question. */
export const skipWords: ReadonlySet<string> = new Set([
  "skip",
  "skip it",
  "skip this",
  "pass",
  "no comment",
  "nothing",
  "none",
  "not now",
  "no thanks",
  "no thank you",
  "rehne do",
  "rehne dijiye",
  "chhodo",
  "kuch nahi",
  "छोड़ो",
  "छोड़ दें",
  "छोड़िए",
  "रहने दो",
  "रहने दीजिए",
  "कुछ नहीं",
  "सोडा",
  "सोडून द्या",
  "काही नाही",
  "বাদ দিন",
  "কিছু না",
  "వదిలేయండి",
  "ఏమీ లేదు",
  "விடுங்கள்",
  "ஒன்றுமில்லை",
  "છોડો",
  "રહેવા દો",
  "કંઈ નહીં",
  "چھوڑیں",
  "رہنے دیں",
  "کچھ نہیں",
]);
