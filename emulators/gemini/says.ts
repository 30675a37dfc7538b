/** What a customer's text does in a conversation, by fixed words of the languages that the policy speaks. */

const end = "(?![\\p{L}\\p{M}])";
const starting = (...words: readonly string[]) => new RegExp(`^(?:${words.join("|")})${end}`, "iu");

const yes = starting(
  ...["yes+", "yeah", "yep", "yup", "y", "sure", "ok+", "okay", "confirm(?:ed)?", "correct", "right", "go ahead"],
  ...["please do", "do it", "of course", "absolutely", "perfect", "sounds good", "looks good", "all good", "book it"],
  ...["haan+", "han+", "ha", "ji", "theek", "thik", "bilkul", "kar do", "kardo", "karo", "sahi", "zaroor", "pakka"],
  ...["हाँ", "हां", "हा", "जी", "ठीक", "बिल्कुल", "कर दो", "करो", "सही", "ज़रूर", "होय", "हो", "চলবে", "হ্যাঁ", "ঠিক"],
  ...["అవును", "సరే", "ఔను", "ஆம்", "ஆமாம்", "சரி", "હા", "બરાબર", "ہاں", "جی", "ٹھیک"],
);
const no = starting(
  ...["no+", "nope", "nah", "not now", "don'?t", "do not", "nahi+n?", "nai", "mat", "naa", "नहीं", "नही", "मत", "ना"],
  ...["नाही", "नको", "না", "కాదు", "వద్దు", "இல்லை", "வேண்டாம்", "ના", "નહીં", "نہیں", "نہ"],
);
const cancel = new RegExp(
  [
    `^(?:(?:no|nahi|oh|ok|okay|actually|sorry|please|wait|नहीं)[,. ]+)*(?:cancel|stop|abort|quit|forget|leave) ?(?:it|that|this|everything|the (?:booking|order|request)|about it)?(?:,? please)?[.! ]*$`,
    "\\bnever ?mind\\b|\\b(?:cancel|stop|forget|drop) (?:it|that|this|everything|the whole thing)\\b|\\bchanged my mind\\b",
    "\\b(?:i )?(?:don'?t|do not) want (?:it|this|that|to)\\b|\\blet'?s not\\b",
    "\\b(?:rehne|rahne|chhod|chod|chor) ?(?:do|dijiye|den)\\b|\\bcancel (?:kar|karo|kardo|kijiye)\\b|\\bnahi (?:karna|chahiye)\\b",
    "रहने दो|रहने दीजिए|छोड़ो|छोड़ दो|(?:रद्द|कैंसल|कैंसिल) कर|नहीं (?:करना|चाहिए)|राहू द्या|रद्द करा",
    "বাতিল|থাক|రద్దు|వద్దు|ரத்து|வேண்டாம்|રદ|રહેવા દો|منسوخ|رہنے دیں",
  ].join("|"),
  "iu",
);
const greeting =
  /^(?:hi+|hello+|hey+|hola|namaste|namaskar|good (?:morning|afternoon|evening)|नमस्ते|नमस्कार|हैलो|নমস্কার|నమస్కారం|வணக்கம்|નમસ્તે|السلام علیکم|there|ji|जी|[\s,.!?👋🙏])+$/iu;
const thanks = new RegExp(
  `^(?:(?:ok(?:ay)?|great|perfect|cool|theek hai|ठीक है|many)[ ,.!]*)?(?:thanks?|thank you|thn?x|thanx|tnx|ty|dhanyavaad|dhanyawad|shukriya|धन्यवाद|शुक्रिया|ধন্যবাদ|ధన్యవాదాలు|நன்றி|આભાર|شکریہ)${end}`,
  "iu",
);
const bye = starting(
  "(?:(?:ok(?:ay)?|alright|thanks?|thank you)[,.! ]+)?(?:good ?)?bye+",
  "good night",
  ...["see you", "tata", "ta ta", "cya"],
  "alvida",
  "अलविदा",
  "খোদা হাফেজ",
  "خدا حافظ",
  "આવજો",
);
const wait =
  /^(?:(?:please|pls|ok|okay|umm?|hmm)[,. ]+)*(?:wait|hold on|hang on|one (?:moment|second|sec|minute|min)|just a (?:moment|second|sec|minute|min)|a moment|give me a (?:moment|minute|second)|let me (?:check|see|think|look)|ruko|rukiye|ek (?:minute|second|min)|रुको|रुकिए|एक मिनट|हम्म|h+m+|u+h*m+|u+h+)(?![\p{L}\p{M}])/iu;
const abilities =
  /\b(?:what|how) (?:else |all )?(?:can|could|do) you (?:do|help|offer)\b|\bwhat (?:are|is) you(?:r (?:features|services))?\b|\bwho are you\b|\bare you (?:a |an )?(?:human|bot|robot|ai|machine|real)\b|\bkya kya kar sakt[ei]\b|\bkya kar sakt[ei]|क्या(?: क्या)? कर सकत[ेी]|आप कौन|\baap kaun\b/iu;
const question =
  /[?？؟]|^(?:and |but |so |ok(?:ay)?,? |also |wait,? |by the way,? )*(?:what|what's|where|when|why|how|who|which|whose|is|are|do|does|did|can|could|will|would|should|may i|has|have you|any)\b|\b(?:kya|kitna|kitne|kitni|kaise|kahan|kab|kaun|kyu|kyun|kyon)\b|(?<![\p{L}\p{M}])(?:क्या|कितना|कितने|कितनी|कैसे|कहाँ|कहां|कब|कौन|क्यों|काय|किती|कुठे|कधी|কী|কত|কোথায়|কখন|ఏమిటి|ఎంత|ఎక్కడ|ఎప్పుడు|என்ன|எவ்வளவு|எங்கே|எப்போது|શું|કેટલા|ક્યાં|ક્યારે|کیا|کتنا|کتنے|کہاں|کب)(?![\p{L}\p{M}])/iu;
const change =
  /\b(?:change|make it|shift|move|correct(?:ion)?|update|instead|rather|wrong|mistake|i meant?|sorry|badal|galat)\b|बदल|गलत|ग़लत/iu;
const unwilling =
  /\b(?:not sure|don'?t know|do not know|no idea|dunno|can'?t say|not telling|won'?t|any(?:one|thing|time)?|whatever|whenever|later|skip|pata nahi|kuch bhi|kabhi bhi)\b|पता नहीं|कुछ भी|कभी भी|माहीत नाही/iu;
const somebody =
  "(?:human|human being|real person|person|someone|somebody|agent|operator|representative|manager|executive|staff|colleague)";
const person = [
  new RegExp(
    `\\b(?:speak|talk|connect|transfer|chat|put)\\b[^.?!]{0,60}\\b(?:to|with|me)\\b[^.?!]{0,60}\\b(?:${somebody}|doctor|dentist|owner|team)\\b`,
    "i",
  ),
  new RegExp(`\\b(?:want|need|get me|give me) (?:an? |the |your )?(?:live |human |real )?${somebody}\\b`, "i"),
  new RegExp(`^(?:an? )?(?:live |human |real )?${somebody}(?:,? please| now)*[.!]*$`, "i"),
  /\b(?:insaan|vyakti|kisi|manager)\b.*\bbaat\b|(?:व्यक्ति|किसी|मैनेजर).*बात|\binsaan\b|इंसान|व्यक्तीशी बोल|ব্যক্তির সাথে কথা|వ్యక్తితో మాట్లాడ|ஒருவருடன் பேச|વ્યક્તિ સાથે વાત|شخص سے بات/iu,
];
const callback =
  /\b(?:call|ring|phone) (?:me|us)(?: back)?\b|\bcall ?back\b|\b(?:mujhe )?(?:wapas )?(?:call|phone) kar(?:o|iye|na)\b|वापस (?:कॉल|फोन)|(?:कॉल|फोन) (?:कीजिए|करें|करो)/iu;
const reservation =
  /\b(?:but|wait|except|however|not|don'?t|lekin|par|magar|pehle|first)\b|लेकिन|मगर|पहले|किंतु|কিন্তু|కానీ|ஆனால்|પણ|لیکن/iu;

const isShort = (text: string): boolean => (text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).length <= 7;

export const says = {
  /** A yes without a condition, a question or anything more than a few words. */
  yes: (text: string): boolean =>
    yes.test(text.trim()) && isShort(text) && !question.test(text) && !reservation.test(text),
  no: (text: string): boolean => no.test(text.trim()),
  cancel: (text: string): boolean => cancel.test(text.trim()),
  greeting: (text: string): boolean => greeting.test(text.trim()),
  thanks: (text: string): boolean => thanks.test(text.trim()),
  bye: (text: string): boolean => bye.test(text.trim()),
  wait: (text: string): boolean => wait.test(text.trim()) && !question.test(text.trim()),
  asksAbilities: (text: string): boolean => abilities.test(text.trim()),
  question: (text: string): boolean => question.test(text.trim()),
  change: (text: string): boolean => change.test(text),
  unwilling: (text: string): boolean => unwilling.test(text),
  wantsCall: (text: string): boolean => callback.test(text.trim()),
  wantsPerson: (text: string): boolean => person.some((way) => way.test(text.trim())),
};
