import { readableText } from "../readable.ts";

/** Words for a currency, in the languages that the agent speaks. `pound` and the like count only in their country. */
const words = new Set(
  readableText(
    "bitcoin bitcoins btc eth usdt rs re rupee rupees rupaya rupaye rupay rupya rupiya rupai rupiah bucks quid dollar dollars euro euros dirham dirhams " +
      "riyal riyals rial rials dinar dinars taka yen yuan renminbi ringgit baht peso pesos lira franc francs rouble ruble rubles " +
      "shilling shillings naira rand kwacha cedi birr zloty krona krone kroner forint hryvnia shekel shekels dong tugrik " +
      "रु रू रुपया रुपये रुपए रुपयों रुपयात रुपयांत रूपया रूपये रूपए रुपय डॉलर यूरो दिरहम টাকা টাকায় রুপি ডলার రూ రూపాయి రూపాయలు రూపాయల రూపాయలకు డాలర్లు " +
      "ரூ ரூபாய் ரூபாய்க்கு ரூபா டாலர் રૂ રૂપિયા રૂપિયામાં રૂપિયો ડોલર روپے روپیہ روپیے روپۓ ڈالر درہم ਰੁਪਏ ਰੁਪਿਆ ರೂ ರೂಪಾಯಿ ರೂಪಾಯಿಗಳು രൂപ രൂപയ്ക്ക്",
  ).split(" "),
);
const minorWords = new Set(["paise", "paisa", "cent", "cents", "पैसे", "पैसा", "fils", "halala"]);

/** Words that mean something else where their currency is not the tenant's. */
const localWords: Readonly<Record<string, readonly string[]>> = {
  GBP: ["pound", "pounds", "pence", "sterling"],
  EGP: ["pound", "pounds"],
  KRW: ["won"],
  BRL: ["real", "reais"],
  CZK: ["crown", "crowns"],
  DKK: ["crowns"],
};

/** Codes of ISO 4217 that are also words in capitals. They count only as the tenant's own. */
const wordlikeCodes = new Set([
  "ALL",
  "TRY",
  "TOP",
  "CUP",
  "MOP",
  "PEN",
  "GEL",
  "BAM",
  "MAD",
  "SOS",
  "ANG",
  "LAK",
  "ERN",
  "BOB",
]);
const codes = new Set(Intl.supportedValuesOf("currency").filter((code) => !wordlikeCodes.has(code)));
/** Codes that people also write in small letters. */
const smallCodes = new Set(
  "inr aed usd eur gbp sar qar omr kwd bhd pkr bdt lkr npr sgd myr aud cad jpy cny thb idr zar kes ngn php vnd".split(
    " ",
  ),
);

/** How a word or sign names money: in major units, in minor ones such as paise, or not at all. */
export function currencyOf(text: string, tenantCurrency: string): "major" | "minor" | undefined {
  if (isSign(text)) return "major";
  const lower = text.toLowerCase();
  if (words.has(lower) || smallCodes.has(lower)) return "major";
  if (minorWords.has(lower)) return "minor";
  if (codes.has(text) || lower === tenantCurrency.toLowerCase()) return "major";
  return localWords[tenantCurrency]?.includes(lower) ? "major" : undefined;
}

/** Signs and short forms stand before their amount as a rule: "5 ₹500" is not five rupees. */
export function usuallyLeads(text: string): boolean {
  return isSign(text) || codes.has(text) || /^(?:rs|re|रु|रू|রু|రూ|ரூ|રૂ|ರೂ)$/i.test(text);
}

function isSign(text: string): boolean {
  return text.charCodeAt(0) === 0x24 || (text.charCodeAt(0) > 0x7f && /^\p{Sc}/u.test(text));
}
