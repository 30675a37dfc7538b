const stopWords = new Set(
  (
    "a an the and or but of to in on at for from with by as is are was were be been am do does did can could will would " +
    "should shall may might i me my mine you your yours we our us they them their he she it its this that these those " +
    "what which who whom how when where why there here please tell want need know about have has had get got any some " +
    "take takes test tests so if then than too very just also not no yes ok okay hi hello hey much many " +
    "hai hain ho hoon tha thi ka ki ke ko se mein me par aur ya kya kaun mujhe mera meri mere aap aapka aapki aapke hum " +
    "main yeh ye woh wo bhi toh to na nahi chahiye batao bataiye batayein karo kijiye kar karna de do dijiye kab kaise " +
    "है हैं हो था थी का की के को से में पर और या क्या कौन मुझे मेरा मेरी मेरे आप आपका आपकी आपके हम मैं यह ये वह भी तो न नहीं " +
    "जांच जाँच टेस्ट चाहिए बताओ बताइए करो कीजिए कर करना दो दीजिए कब कैसे"
  ).split(" "),
);

/** Synonyms, English first. Hindi and romanised Hindi map to the English word. */
const synonyms = new Map(
  [
    "price cost fee charge rate kitna kitne kitni keemat kimat daam paisa paise कीमत क़ीमत दाम कितना कितने कितनी शुल्क फीस फ़ीस",
    "time hour timing open close opening closing samay baje khula khulta band समय बजे खुला खुलता बंद",
    "address location located place kahan kaha pata jagah कहाँ कहां पता जगह",
    "thyroid थायराइड थायरॉइड",
    "cbc सीबीसी",
    "vitamin विटामिन",
    "report result ripot रिपोर्ट परिणाम",
    "appointment booking slot visit milna अपॉइंटमेंट बुकिंग",
    "book schedule reserve बुक",
    "pay payment bhugtan भुगतान",
    "doctor physician daktar डॉक्टर",
    "home ghar घर",
    "blood khoon खून ब्लड",
    "fast fasting khali upvas खाली उपवास",
    "sugar glucose diabetes शुगर",
    "order purchase buy kharid ऑर्डर खरीद",
    "deliver delivery shipping ship डिलीवरी",
    "return refund wapas wapsi वापस वापसी",
    "cancel cancellation radd रद्द",
    "complaint complain problem issue shikayat शिकायत समस्या",
    "day din दिन",
    "today aaj आज",
    "tomorrow kal कल",
    "prepare preparation taiyari तैयारी",
    "sunday ravivar itwar रविवार",
    "tooth teeth daant dant दाँत दांत दाँतों दांतों",
    "clean cleaning safai सफाई सफ़ाई",
    "canal कैनाल",
    "root रूट",
    "table mez मेज टेबल",
    "menu मेनू मेन्यू",
    "course class classes kaksha कोर्स कक्षा",
    "parking पार्किंग",
  ].flatMap((line) => {
    const [meaning = "", ...others] = line.split(" ");
    return [meaning, ...others].map((word): [string, string] => [stem(word), stem(meaning)]);
  }),
);

/** The meaningful words: in lower case, stemmed, with synonyms unified. */
export function contentWords(text: string): readonly string[] {
  const words =
    text
      .toLowerCase()
      .normalize("NFC")
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.filter((word) => !stopWords.has(word)).map((word) => synonyms.get(stem(word)) ?? stem(word));
}

/** A stem good enough for comparing words: strips plurals, -ing and -ed. */
function stem(word: string): string {
  if (word.length <= 3 || !/^[a-z]+$/.test(word)) return word;
  return word
    .replace(/ies$/, "y")
    .replace(/(?<=[^s])s$/, "")
    .replace(/(?<=[a-z]{3})(?:ing|ed)$/, "")
    .replace(/(?<=[a-z]{3})e$/, "");
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
