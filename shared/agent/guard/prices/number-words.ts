import Bengali from "to-words/bn-IN";
import English from "to-words/en-IN";
import Gujarati from "to-words/gu-IN";
import Hindi from "to-words/hi-IN";
import Kannada from "to-words/kn-IN";
import Malayalam from "to-words/ml-IN";
import Marathi from "to-words/mr-IN";
import Punjabi from "to-words/pa-IN";
import Tamil from "to-words/ta-IN";
import Telugu from "to-words/te-IN";
import Urdu from "to-words/ur-PK";
import { readableText } from "../readable.ts";

/**
 * What a word adds to the number it stands in. `units` adds; `times` multiplies what came before it; `more` adds a part
 * to the next units ("साढ़े तीन" is 3.5).
 */
export type NumberWord =
  | { readonly type: "units"; readonly value: number }
  | { readonly type: "times"; readonly value: number }
  | { readonly type: "more"; readonly value: number };

/** Romanised Hindi, in the usual spellings. */
const hinglish: readonly (readonly [number, string])[] = [
  [1, "ek"],
  [2, "do"],
  [3, "teen tin"],
  [4, "char chaar"],
  [5, "paanch panch pach"],
  [6, "chhe chhah chhai"],
  [7, "saat"],
  [8, "aath"],
  [9, "nau"],
  [10, "das dus"],
  [11, "gyarah gyaarah"],
  [12, "barah baarah"],
  [13, "terah"],
  [14, "chaudah"],
  [15, "pandrah pandra"],
  [16, "solah"],
  [17, "satrah"],
  [18, "atharah"],
  [19, "unnis"],
  [20, "bees"],
  [21, "ikkis"],
  [22, "bais"],
  [24, "chaubis"],
  [25, "pachees pachchis"],
  [30, "tees"],
  [35, "paintis"],
  [40, "chalis chaalis"],
  [45, "paintalis"],
  [49, "unchas"],
  [50, "pachas pachaas"],
  [55, "pachpan"],
  [60, "saath"],
  [70, "sattar"],
  [75, "pachhattar pachattar"],
  [80, "assi"],
  [90, "nabbe"],
  [99, "ninyanve"],
];
const fractions: readonly (readonly [number, string])[] = [
  [1.5, "डेढ़ डेढ दीड dedh derh দেড় ڈیڑھ દોઢ"],
  [2.5, "ढाई अढ़ाई अडीच dhai adhai আড়াই ڈھائی અઢી"],
];
const additions: readonly (readonly [number, string])[] = [
  [0.5, "साढ़े साढे sadhe saadhe সাড়ে ساڑھے સાડા"],
  [0.25, "सवा sava sawa সোয়া سوا સવા"],
  [-0.25, "पौने paune পৌনে پونے પોણા"],
];
const multiples: readonly (readonly [number, string])[] = [
  [100, "hundred hundreds sau सौ शंभर शे শ শো নূরু వంద వందల నూరు நூறு சோ સો ਸੌ سو ನೂರು ನೂರ നൂറ്"],
  [
    1_000,
    "k grand thousand thousands hazaar hazar hajar hajaar हज़ार हजार হাজার వెయ్యి వేల వేలు ஆயிரம் હજાર ਹਜ਼ਾਰ ہزار ಸಾವಿರ ആയിരം",
  ],
  [100_000, "lakh lakhs lac lacs लाख লাখ লক্ষ లక్ష లక్షల லட்சம் லட்ச લાખ ਲੱਖ لاکھ ಲಕ್ಷ ലക്ഷം"],
  [10_000_000, "crore crores cr करोड़ कोटी কোটি కోటి கோடி કરોડ ਕਰੋੜ کروڑ ಕೋಟಿ കോടി"],
  [1_000_000, "million millions mn"],
];
/** Written as one word in Tamil and Telugu, and in counting that the library has another form for. */
const otherWords: readonly (readonly [number, string])[] = [
  [200, "இருநூறு రెండువందలు"],
  [300, "முந்நூறு மூன்னூறு"],
  [400, "நானூறு"],
  [500, "ஐநூறு ஐந்நூறு ఐదువందలు"],
  [600, "அறுநூறு"],
  [700, "எழுநூறு"],
  [800, "எண்ணூறு"],
  [900, "தொள்ளாயிரம்"],
  [5, "पांच पाँच"],
  [6, "छह छः छे"],
  [51, "इक्यावन"],
  [100, "একশো একশ"],
  [200, "দুশো"],
  [500, "পাঁচশো পাঁচশ"],
  [0, "zero shunya"],
];

/** Words that are also common words of their language and count only beside other number words. */
const ambiguous = new Set(["do", "saath", "saat", "nau", "das", "tin", "pach", "char", "ek", "cr", "शे", "શ", "শ"]);

const locales = [English, Hindi, Marathi, Bengali, Telugu, Tamil, Gujarati, Urdu, Kannada, Malayalam, Punjabi];

export const numberWords: ReadonlyMap<string, NumberWord> = new Map(entries());

export function isAmbiguousNumber(word: string): boolean {
  return ambiguous.has(word);
}

function* entries(): Generator<readonly [string, NumberWord]> {
  for (const Locale of locales)
    for (const { number, value } of new Locale().config.numberWordsMapping) {
      const amount = Number(number);
      const [word, ...rest] = wordsOf([value].flat().join(" "));
      if (word === undefined || rest.length > 0 || amount > 10_000_000) continue;
      if (amount < 100) yield [word, { type: "units", value: amount }];
      else if (Number.isInteger(Math.log10(amount))) yield [word, { type: "times", value: amount }];
      else if (amount < 1_000) yield [word, { type: "units", value: amount }];
    }
  for (const [value, words] of [...hinglish, ...fractions, ...otherWords])
    for (const word of wordsOf(words)) yield [word, { type: "units", value }];
  for (const [value, words] of additions) for (const word of wordsOf(words)) yield [word, { type: "more", value }];
  for (const [value, words] of multiples) for (const word of wordsOf(words)) yield [word, { type: "times", value }];
}

function wordsOf(text: string): readonly string[] {
  return (
    readableText(text)
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  );
}
