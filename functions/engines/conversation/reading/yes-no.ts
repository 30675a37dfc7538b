import { normalized } from "../../../../shared/schema/bounded-text.ts";

/** Words that mean yes or no by themselves, in every supported language and in romanised Hindi. */
const yes = wordSet(
  "yes y yeah yep yup ya yess sure ok okay k absolutely definitely certainly agreed agree accept confirm confirmed " +
    "haan haa han ha haanji hanji ji bilkul zaroor jaroor " +
    "हां हाँ हा जी हांजी हाँजी बिल्कुल बिलकुल ज़रूर जरूर ठीक होय हो नक्की " +
    "হ্যাঁ হাঁ হ্যা জি অবশ্যই ఔను అవును సరే ఖచ్చితంగా ஆம் ஆமாம் ஆமா சரி નિશ્ચિતપણે હા જી ચોક્કસ ہاں جی بالکل ضرور",
);
const no = wordSet(
  "no n nope nah nay never not don't dont disagree decline refuse wrong incorrect " +
    "nahi nahin nai nhi na mat galat " +
    "नहीं नही ना मत गलत ग़लत नाही नको चुकीचे না নয় ভুল కాదు వద్దు లేదు తప్పు இல்லை வேண்டாம் தவறு ના નહીં નથી ખોટું نہیں نہ مت غلط",
);
/** Words that agree unless something negates them: "correct" and "not correct". */
const right = wordSet(
  "correct right fine good true exactly perfect great sahi theek thik thek acha accha " +
    "सही अच्छा बरोबर योग्य ঠিক সঠিক సరైనది సరి சரியானது சரிதான் બરાબર સાચું صحیح ٹھیک درست",
);
const fillers = wordSet(
  "that that's thats this it it's its is please pls thanks thank you i do am of course the my number one sir madam ma'am to go ahead " +
    "hai he h hoon hu hain kar do kijiye please yeh ye wo woh mera mere " +
    "है हैं कृपया धन्यवाद यह ये मेरा आहे हे कर करो दो दें করুন এটা ఇది ఉంది இது છે آہے ہے یہ کریں દો",
);
const emoji: ReadonlyMap<string, "yes" | "no"> = new Map([
  ["👍", "yes"],
  ["✅", "yes"],
  ["👌", "yes"],
  ["👎", "no"],
  ["❌", "no"],
]);
const mostWords = 8;

/**
 * Whether a message says yes or no, by its first clause: "yes", "haan ji", "no, it is another one". Undefined when it
 * says something else, or both.
 */
export function yesOrNo(text: string): "yes" | "no" | undefined {
  const written = text.slice(0, 300).trim();
  const sign = emoji.get(written.replace(/[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, ""));
  if (sign) return sign;
  const [clause = ""] = normalized(written, "NFKC")
    .toLowerCase()
    .split(/[,.!?;।؟،\n]+/u)
    .filter((each) => each.trim());
  const words = clause.match(/[\p{L}\p{M}'’]+/gu)?.map((word) => word.replace("’", "'")) ?? [];
  if (words.length === 0 || words.length > mostWords || /\p{N}/u.test(clause)) return undefined;
  const has = (set: ReadonlySet<string>) => words.some((word) => set.has(word));
  if (!words.every((word) => [yes, no, right, fillers].some((set) => set.has(word)))) return undefined;
  if (has(no)) return has(yes) && !words.every((word) => !yes.has(word) || polite.has(word)) ? undefined : "no";
  return has(yes) || has(right) ? "yes" : undefined;
}

/**
 * Whether a message says yes or no and nothing else: "haan ji, please". "Yes, but make it two" is neither. For effects
 * that need a yes to exactly what was shown.
 */
export function plainAnswer(text: string): "yes" | "no" | undefined {
  const answer = yesOrNo(text);
  if (answer !== "yes") return answer;
  const written = normalized(text.slice(0, 300), "NFKC").toLowerCase();
  const words = written.match(/[\p{L}\p{M}'’]+/gu)?.map((word) => word.replace("’", "'")) ?? [];
  const isPlain =
    words.length <= mostWords && words.every((word) => [yes, right, fillers].some((set) => set.has(word)));
  return isPlain && !/\p{N}|\?/u.test(written) && text.length <= 300 ? "yes" : undefined;
}

/** "Ji nahi" is a polite no. */
const polite = wordSet("ji जी জি જી جی ok okay theek ठीक");

function wordSet(words: string): ReadonlySet<string> {
  return new Set(normalized(words, "NFKC").split(" "));
}
