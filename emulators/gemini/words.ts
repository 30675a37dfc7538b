import { soundOf } from "./sound.ts";

const stopWords = new Set(
  (
    "a an the and or but of to in on at for from with by as is are was were be been am do does did can could will would " +
    "should shall may might i me my mine you your yours we our us they them their he she it its this that these those " +
    "what which who whom how when where why there here please tell want need know about have has had get got any some " +
    "take takes test tests so if then than too very just also not no yes ok okay hi hello hey much many " +
    "haan han ji theek hai hain ho hoon tha thi ka ki ke ko se mein me par aur ya kya kaun mujhe mera meri mere aap aapka aapki aapke hum " +
    "main yeh ye woh wo bhi toh to na nahi chahiye batao bataiye batayein karo kijiye kar karna karni karne karun karoon kaise hote hota hoti de do dijiye kab kaise " +
    "है हैं हो था थी का की के को से में पर और या क्या कौन मुझे मेरा मेरी मेरे आप आपका आपकी आपके हम मैं यह ये वह भी तो न नहीं " +
    "जांच जाँच टेस्ट चाहिए बताओ बताइए करो कीजिए कर करना करनी करने हाँ हां जी ठीक दो दीजिए कब कैसे"
  ).split(" "),
);

/** Synonyms, English first. Hindi and romanised Hindi map to the English word. */
const synonyms = new Map(
  [
    "price cost fee charge rate kitna kitne kitni keemat kimat daam paisa paise कीमत क़ीमत दाम कितना कितने कितनी शुल्क फीस फ़ीस किंमत किती দাম খরচ কত ధర ఎంత விலை எவ்வளவு કિંમત ભાવ કેટલા قیمت کتنی کتنے",
    "time hour timing open close opening closing samay baje khula khulta band समय बजे खुला खुलता बंद वेळ সময় খোলা సమయం நேரம் સમય وقت",
    "address location located place kahan kaha pata jagah कहाँ कहां पता जगह पत्ता कुठे ঠিকানা কোথায় చిరునామా ఎక్కడ முகவரி எங்கே સરનામું ક્યાં پتہ کہاں",
    "thyroid थायराइड थायरॉइड",
    "cbc सीबीसी",
    "vitamin विटामिन",
    "report result ripot रिपोर्ट परिणाम",
    "appointment booking reservation slot milna अपॉइंटमेंट अपॉइन्टमेंट बुकिंग অ্যাপয়েন্টমেন্ট అపాయింట్మెంట్ அப்பாயிண்ட்மெண்ட் અપોઇન્ટમેન્ટ اپائنٹمنٹ",
    "book schedule reserve बुक शेड्यूल বুক బుక్ புக் બુક بک",
    "pay payment bhugtan भुगतान",
    "doctor physician daktar डॉक्टर",
    "home ghar घर",
    "blood khoon खून ब्लड",
    "fast fasting khali upvas खाली उपवास",
    "sugar glucose diabetes शुगर",
    "order purchase buy kharid ऑर्डर खरीद অর্ডার ఆర్డర్ ஆர்டர் ઓર્ડર آرڈر",
    "deliver delivery shipping ship डिलीवरी",
    "return refund wapas wapsi वापस वापसी रिटर्न रिफंड लौटाना",
    "cancel cancellation radd रद्द कैंसल कैंसिल",
    "reschedule move postpone shift",
    "complaint complain ticket shikayat शिकायत टिकट",
    "problem issue समस्या",
    "day din दिन",
    "today aaj आज",
    "tomorrow kal कल",
    "prepare preparation taiyari तैयारी",
    "sunday ravivar itwar रविवार",
    "tooth teeth daant dant दाँत दांत दाँतों दांतों",
    "clean cleaning safai सफाई सफ़ाई",
    "canal कैनाल",
    "root रूट",
    "table mez मेज टेबल টেবিল టేబుల్ டேபிள் ટેબલ ٹیبل",
    "menu मेनू मेन्यू",
    "course class classes kaksha कोर्स कक्षा",
    "parking पार्किंग",
    "create raise बना बनाओ बनाइए बनाना banao banaiye",
    "call कॉल",
    "counselling counsel samupdeshan काउंसलिंग समुपदेशन",
    "visit विज़िट विजिट भेट",
  ].flatMap((line) => {
    const [meaning = "", ...others] = line.split(" ");
    return [meaning, ...others].map((word): [string, string] => [stem(word), stem(meaning)]);
  }),
);

/** The meaningful words: in lower case, stemmed, with synonyms unified. Unknown words of Indian scripts are sounds. */
export function contentWords(text: string): readonly string[] {
  return rawWords(text).map((word) => synonyms.get(stem(word)) ?? (isLatin(word) ? stem(word) : soundWord(word)));
}

/** The meaningful words, and how the English ones sound, for comparing them with words of Indian scripts. */
export function wordsAndSounds(text: string): readonly string[] {
  return [...contentWords(text), ...rawWords(text).filter(isLatin).map(soundWord)];
}

function rawWords(text: string): readonly string[] {
  const lower = text
    .toLowerCase()
    .normalize("NFC")
    .replace(/\bcall(?:ing)?(?: (?:me|us))? back\b/g, "callback")
    .replace(howMany, " ");
  return (lower.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).filter((word) => !stopWords.has(word));
}

/** "kitne din" asks for a number, and "kitne ka hai" for a price. */
const howMany =
  /(?<![\p{L}\p{M}])(?:kitn[aei]|कितन[ाेी])(?=\s+(?!(?:ka|ki|ke|mein|me|hai|hain|hoga|lagega|lagta|pais[ae]|का|की|के|में|है|हैं|होगा|लगेगा|पैसे|पैसा)(?![\p{L}\p{M}]))[\p{L}])/gu;

const isLatin = (word: string): boolean => /^[a-z\d]+$/.test(word);

/** The sign keeps sounds apart from words. */
function soundWord(word: string): string {
  const sound = soundOf(word);
  return sound === null ? word : `~${sound}`;
}

/** A stem good enough for comparing words: strips plurals, -ing and -ed, and a doubled last consonant. */
function stem(word: string): string {
  if (word.length <= 3 || !/^[a-z]+$/.test(word)) return word;
  return word
    .replace(/ies$/, "y")
    .replace(/(?<=[^s])s$/, "")
    .replace(/(?<=[a-z]{3})(?:ing|ed)$/, "")
    .replace(/(?<=[a-z]{3})e$/, "")
    .replace(/([b-df-hj-np-tv-z])\1$/, "$1");
}

/** Writes the digits of Indian scripts, Arabic and Persian as 0 to 9, one for one. */
export function withLatinDigits(text: string): string {
  // Each Indian block has its digits at 6 to 15 of a row, and Arabic at 0 to 9.
  return text
    .replace(/[०-९০-৯੦-੯૦-૯୦-୯௦-௯౦-౯೦-೯൦-൯]/g, (digit) => String((digit.charCodeAt(0) & 15) - 6))
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

/** `process_payment`, `processPayment` → "process payment". */
export function plainName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[_\-.:]+/g, " ")
    .toLowerCase();
}

/** Splits a text into sentences and keeps their ends. A line is a sentence too. */
export function sentences(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?।])\s+(?=\S)|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}
