import { normalized } from "../schema/bounded-text.ts";

/** Normalised words without stop words of English, Hindi and Hinglish, and without single digits. */
export function wordsOf(text: string): readonly string[] {
  return rawWordsOf(text).filter((word) => !isStopWord(word));
}

export function isStopWord(word: string): boolean {
  return stopWords.has(word) || /^\d$/.test(word);
}

/** Normalised words: lower case, without accents and nukta, in any script. */
export function rawWordsOf(text: string): readonly string[] {
  const bare = normalized(text, "NFKD").replace(/[\u0300-\u036f\u093c]/g, "");
  const plain = normalized(bare, "NFC")
    .toLowerCase()
    .replace(/['’](s|t|d|m|ll|re|ve)\b/g, "");
  return plain.match(/[\p{L}\p{M}\p{N}]+|₹/gu) ?? [];
}

const englishStopWords = `a an and any are as at be been but by can could did do does for from had has have hello hi how i if in into is it
  its me my need no not of off ok on or our please shall she he should so some than thank thanks that the their them
  then there these they this to us want was we were what whats when where which who whom why will with would you your
  tell know about get give much many long am`;

/** Romanised Hindi. */
const hinglishStopWords = `aap aapka aapke aapki ab abhi aur bata batao bataiye bataye bhai bhi bhaiya chahiye chahie diya do ek hai hain haan
  hi ho hoga hoge hogi hona hoti hota hote hum humein hun hu hoon isko is ismein jaise jee ji ka kaa kab kahan kaise
  kar kara karana karna karni karne karte karva karwa karwana karvana karwani ke kee ki ko koi kripya kya kyon kyun
  liye lena leni le main maine mein mera mere meri mi mujhe muje na nahi nahin namaste ne par pe pehle phir raha rahe
  rahi sa sab sakta sakte sakti se sir madam so tak tha thi the to toh un us wala wale wali ya yah yeh ye woh wo zara mil milega milegi milenge milta milti take takes accept offer need required aayega aayegi aayenge ayega ayegi aata aati sell selling`;

const hindiStopWords = `आप आपका आपके आपकी अब अभी और एक इस इसका उस का की के को कि कोई क्या क्यों कब कहां कहाँ कैसे कर करना करनी करने करवाना
  कराना करा करवानी कृपया चाहिए जी तक तो था थी थे दो ना नहीं नमस्ते ने पर पहले फिर बताइए बताएं बताओ बताये भी मुझे में
  मेरा मेरी मेरे मैं यह ये या रहा रही रहे लिए लेना वह वाला वाले वाली सकता सकते सकती से हम हां हाँ ही हूं हूँ है हैं हो होगा
  होगी होता होती होते मिलेगी मिलेगा मिलेंगे मिलता मिलती लेते लेता रहना आएगा आएगी आयेगी`;

const stopWords = new Set([englishStopWords, hinglishStopWords, hindiStopWords].flatMap((list) => list.split(/\s+/)));

/** Words of the Hinglish list that English has too. */
const sharedWords = "main par pe sir madam un sa sell selling take takes accept offer need required";

const english = new Set([englishStopWords, sharedWords].flatMap((list) => list.split(/\s+/)));
const hinglishWords = new Set(hinglishStopWords.split(/\s+/).filter((word) => !english.has(word)));

/** Whether a Latin word is one of romanised Hindi's, and not of English. */
export function isHinglishWord(word: string): boolean {
  return hinglishWords.has(word);
}

/** The search term of a word: romanised, stemmed, and with synonyms mapped to one word. */
export function termOf(word: string): string {
  const latin = /\p{Script=Devanagari}/u.test(word) ? romanise(word) : word;
  const stemmed = stem(latin);
  return meanings.get(word) ?? meanings.get(stemmed) ?? stemmed;
}

/** Synonyms in English, Hindi and Hinglish. The first word of a line represents the others. */
const meanings = new Map<string, string>(
  `price ₹ cost rate fee charge charges kitna kitne kitni kimat keemat qeemat daam dam paisa paise rupaye rupay rs inr
  price expensive mehnga sasta cheap कितना कितने कितनी कीमत दाम पैसा पैसे रुपये रुपए मूल्य शुल्क रेट फीस चार्ज
  test jaanch janch jaanche jach टेस्ट जांच जाँच परीक्षण
  blood khoon khun rakt खून रक्त ब्लड
  sugar glucose madhumeh diabetes diabetic शुगर मधुमेह डायबिटीज
  urine peshab pishab मूत्र पेशाब यूरिन
  fasting fast khali bhookhe bhukhe empty upvas खाली भूखे उपवास फास्टिंग
  home ghar house doorstep घर होम
  collection collect sample सैंपल सैम्पल नमूना कलेक्शन
  time timing hour samay baje open khula khulta khulte khuli band closed close closing समय टाइम टाइमिंग खुला खुलता खुलते बंद बजे
  report result riport रिपोर्ट रिजल्ट परिणाम
  booking book appointment slot schedule बुक बुकिंग अपॉइंटमेंट
  cancel cancellation radd रद्द कैंसिल
  refund vapas wapas वापस रिफंड
  pay payment method mode bhugtan upi भुगतान पेमेंट
  discount chhoot chut छूट डिस्काउंट
  address location branch pata kendra center centre पता केंद्र शाखा ब्रांच
  family parivar परिवार फैमिली
  thyroid tsh थायराइड थायरॉइड थायरॉयड
  heart dil हृदय दिल हार्ट
  liver jigar lft लिवर जिगर
  kidney gurda kft rft किडनी गुर्दा गुर्दे
  cholesterol lipid कोलेस्ट्रॉल लिपिड
  doctor daktar chikitsak डॉक्टर चिकित्सक
  insurance bima beema बीमा
  today aaj आज
  tomorrow kal कल
  sunday ravivar itvar रविवार इतवार
  pregnant pregnancy garbhavastha garbhvati गर्भावस्था गर्भवती
  water paani pani पानी
  eat food khana khaana khaakar khake खाना
  vitamin विटामिन
  fever bukhar बुखार
  checkup package body पैकेज चेकअप
  senior parent elderly old buzurg bujurg mata pita वरिष्ठ बुजुर्ग माता पिता`
    .split("\n")
    .flatMap((line) => {
      const words = line.trim().split(/\s+/);
      return words.flatMap((word): [string, string][] =>
        [word, stem(word)].map((form) => [normal(form), words[0] ?? word]),
      );
    }),
);

function normal(word: string): string {
  return wordsOf(word)[0] ?? word;
}

/** A light English stemmer for plurals and common endings. It is too weak to merge different words. */
function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  const singular = word.replace(/ies$/, "y").replace(/(ss|us|is)$|s$/, "$1");
  const root = singular.replace(/(?<=[a-z]{3})(ing|ed|ation|ment|ly)$/, "");
  return root.length >= 3 ? root.replace(/(?<=[a-z]{3})e$/, "") : singular;
}

/**
 * The consonants of a term by their sound, so that `riport` (from `रिपोर्ट`) matches `report`. Undefined for terms with
 * fewer than three consonants, which would match by chance.
 */
export function soundOf(word: string): string | undefined {
  if (!/^[a-z]+$/.test(word)) return undefined;
  const sound = word
    .replace(/tion/g, "sn")
    .replace(/ph/g, "f")
    .replace(/[sc]h/g, "s")
    .replace(/c(?=[eiy])/g, "s")
    .replace(/[ckq]+/g, "k")
    .replace(/x/g, "ks")
    .replace(/[zj]/g, "j")
    .replace(/w/g, "v")
    .replace(/[aeiouyh]/g, "")
    .replace(/(.)\1+/g, "$1");
  return sound.length >= 3 ? sound : undefined;
}

const latinOf: Readonly<Record<string, string>> = Object.fromEntries(
  `अ a आ aa इ i ई i उ u ऊ u ऋ ri ए e ऐ ai ओ o औ au ऑ o ऍ e क k ख kh ग g घ gh ङ n च ch छ ch ज j झ jh ञ n ट t ठ th ड d
  ढ dh ण n त t थ th द d ध dh न n प p फ ph ब b भ bh म m य y र r ल l व v श sh ष sh स s ह h ळ l ा a ि i ी i ु u ू u ृ ri
  े e ै ai ो o ौ au ॉ o ॅ e ं n ँ n ः h ् _`
    .split(/\s+/)
    .flatMap((piece, index, pieces) => (index % 2 === 0 ? [[piece, pieces[index + 1] ?? ""]] : [])),
);

/** Romanises Devanagari letter by letter. It omits inherent vowels, because only consonants are compared. */
function romanise(word: string): string {
  return [...word]
    .map((letter) => latinOf[letter] ?? letter)
    .join("")
    .replace(/_/g, "");
}
