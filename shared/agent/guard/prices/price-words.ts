import { readableText } from "../readable.ts";

const set = (text: string): ReadonlySet<string> => new Set(readableText(text).split(/\s+/));

/** Words after which a bare number is a price: "the fee is 499". */
export const priceCues = set(
  "price prices priced cost costs costing fee fees charge charges charged pay paying total amount bill refund discount " +
    "cashback deposit emi worth yours rates save saves saving savings minus daam dam keemat kimat kimmat kharch kharcha shulk bhada lagega lagenge " +
    "दाम कीमत कीमतें क़ीमत मूल्य शुल्क फीस फ़ीस खर्च ख़र्च किंमत दर भाव দাম মূল্য খরচ ফি ధర ఖర్చు ఫీజు விலை கட்டணம் કિંમત ભાવ ફી قیمت فیس ਕੀਮਤ ಬೆಲೆ വില",
);

/** Words that may stand between such a word and its number. */
export const priceFillers = set(
  "is are was be will would of at just only about around approximately nearly for from the a it now today hai ki ka ke sirf bas " +
    "keval up you your to me us we can comes come here in starts starting mere flat aapko aapka है की का के सिर्फ केवल मात्र बस आपको आहे হলো হল মাত্র શે છે માત્ર ہے صرف",
);

/** Words for a price only beside a fraction: "aadhe rate". */
export const rateWords = set("rate रेट दर daam");

/** Words that make a bare number of three digits a price: "sirf 2999 mein", "just 499". */
export const onlyBefore = set("only just sirf keval bas matra सिर्फ केवल मात्र बस फक्त মাত্র @");

/** Words after a bare number that leave it a price. Any other word is its unit: "50 tests", "2 days". */
export const priceTails = set(
  "only per each plus including inclusive incl and for all or total flat net off hai hain mein me ka ke ki lagega lagenge lagta " +
    "honge hoga matra sirf with if when today now instead है हैं में का के की लगेगा लगेंगे होगा होंगे मात्र केवल आहे लागतील টাকা লাগবে છે થશે ہے میں",
);

export const percentWords = set(
  "% ٪ percent percentage pct pratishat pratisat feesdi fisdi feesadi प्रतिशत फीसदी फ़ीसदी टक्के टक्का शतमान শতাংশ శాతం சதவீதம் சதவீத சதவிகிதம் ટકા فیصد ਫ਼ੀਸਦੀ ಶೇಕಡಾ ശതമാനം",
);

/** "500 off", "500 की छूट". */
export const discountWords = set(
  "off discount discounts rebate cashback छूट डिस्काउंट सूट ছাড় తగ్గింపు தள்ளுபடி છૂટ رعایت ਛੋਟ chhoot chhut choot",
);

/** Fractions of a price, in hundredths. */
export const fractionWords: ReadonlyMap<string, number> = new Map(
  [
    [
      50,
      "half aadha aadhe aadhi adha adhe adhi आधा आधे आधी अर्धा अर्धे अर्ध्या अर्धी অর্ধেক সগం సగం பாதி અડધા અડધી અડધો آدھا آدھے آدھی ਅੱਧਾ ಅರ್ಧ പകുതി",
    ],
    [33, "third"],
    [25, "quarter"],
  ].flatMap(([share, words]) => [...set(String(words))].map((word) => [word, Number(share)] as const)),
);

/** "Free" as a price, in one word. The English word has other meanings, which `isFreeOfCharge` tells apart. */
export const freeWords = set(
  "free freebie complimentary gratis muft मुफ़्त मुफ्त निःशुल्क निशुल्क नि:शुल्क फ्री फ़्री मोफत विनामूल्य বিনামূল্যে বিনামূল্য ফ্রি ఉచితం ఉచితంగా ఉచిత இலவசம் இலவச இலவசமாக મફત ફ્રી مفت فری ਮੁਫ਼ਤ ಉಚಿತ ഉചിതം സൗജന്യം സൗജന്യമായി",
);

/** Before "free": a feeling, or something left out. */
export const otherFreeBefore = set(
  "feel sugar toll gluten fat dairy lactose smoke hands contact hassle error stress worry risk pain side germ caffeine alcohol cash duty tax debt germs",
);
/** After "free": room, will, and what laboratories call free. */
export const otherFreeAfter = set(
  "slot slots time times to up hand hands space seat seats room rooms table tables place places spot spots appointments thyroxine radical t3 t4 testosterone cortisol psa",
);
/** Who or what is free in the sense of time. */
export const availability = set(
  "slot slots doctor doctors dr time times agent colleague colleagues team you i we he she they anyone someone nobody aap hum डॉक्टर आप हम स्लॉट",
);
export const hours = set("बजे समय स्लॉट baje samay slot वाजता টায় గంటలకు மணிக்கு વાગ્યે بجے");

/** Offers without a number. A source must make the same kind of offer. */
export const offerPhrases: readonly { readonly offer: string; readonly pattern: RegExp }[] = [
  {
    offer: "free",
    pattern:
      /\b(?:no (?:charge|charges|cost|fee|fees|payment)\b(?! card)|(?:without|zero|nil) (?:any )?(?:charge|charges|cost|fee|fees|payment)|on the house|at no (?:extra |additional )?(?:charge|cost)|(?:fee|charge|cost|bill|amount|payment|deposit|price)s? (?:is |are |has been |have been |will be |was )?(?:waived|written off)|waive (?:the|your|all|any)|costs? nothing|f[\s.*_-]r[\s.*_-]e[\s.*_-]e\b|fr(?:33|3e|e3)\b|(?:won['’]?t|will not) (?:be charged|have to pay|cost you)(?: anything| a thing| for|[.!]|$)|(?:do not|don['’]?t|need not|no need) (?:(?:have|need) )?(?:to )?pay (?:anything|a thing|for)\b|pay nothing|nothing to pay|koi (?:charge|paisa|fees?) nahi|bina (?:paise|paisa|charge|shulk|fees?))|कोई (?:शुल्क|पैसा|चार्ज|फीस) नहीं|बिना (?:पैसे|शुल्क|किसी शुल्क)|শুল্ক ছাড়া/iu,
  },
  {
    offer: "one-for-one",
    pattern:
      /\b(?:buy (?:one|two|1|2),? get (?:one|two|1|2)|bogo|(?:two|2) for (?:the price of )?(?:one|1)|ek (?:par|pe|ke saath|ke sath) ek)\b|एक (?:पर|के साथ) एक/iu,
  },
];
