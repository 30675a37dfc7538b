/**
 * How customers introduce themselves, by language: the words before a name, and the words that may end it. Romanised
 * Hindi has no standard spelling.
 */
export const introductions: readonly RegExp[] = [
  /(?<!\p{L})my\s+(?:full\s+)?name(?:\s+is|['’]s|\s*[:=-])\s*/giu,
  /(?<!\p{L})(?:full\s+|patient\s+|customer\s+)?name\s*[:=]\s*/giu,
  /(?<!\p{L})me?ra\s+na{1,2}m\s+(?:to\s+)?/giu,
  /(?<!\p{L})मेरा\s+(?:पूरा\s+)?नाम\s+/gu,
  /(?<!\p{L})मा(?:झे|झं)\s+ना(?:व|ंव)\s+/gu,
  /(?<!\p{L})আমার\s+নাম\s+(?:হলো\s+|হল\s+)?/gu,
  /(?<!\p{L})నా\s+పేరు\s+/gu,
  /(?<!\p{L})(?:என்|எனது)\s+பெயர்\s+/gu,
  /(?<!\p{L})મારું\s+નામ\s+/gu,
  /(?<!\p{L})میرا\s+نام\s+/gu,
];

/** Words that end a name or show that no name was given: copulas, conjunctions, question words, greetings. */
export const notNames: ReadonlySet<string> = new Set(
  [
    "a an the and or but so i i'm im is was am are be been on in at of for from with to by as it its it's this that here there",
    "my me mine you your we our he she his her they their not no yes ok okay please plz pls thanks thank hello hi hey dear sir",
    "madam ma'am good morning evening afternoon night already correct wrong right spelled spelt spelling misspelled incorrect",
    "same different changed missing important required needed given mentioned above below what who why when where which how",
    "calling call writing want wants need needs would could should can will have has had looking book booking number phone",
    "mobile email mail age address name test appointment order old new not-available none na nil null unknown anonymous none",
    "secret private confidential nothing something anything someone anyone everyone now today tomorrow yesterday just only also too",
    "registered under supposed going getting living staying speaking asking regarding about because since if then",
    "hai hain hoon hun hu he h tha thi kya kyu kyun kaun kaise kaisa aur or ya par lekin magar mein main mai mujhe mera meri mere",
    "aap aapka aapki aapko tum tumhara nahi nahin nai galat sahi ji haan han se ko ka ki ke bhi bata batao bataiye batana likho likha",
    "chahiye karna karo karwana number namaste namaskar kripya",
    "है हैं हूं हूँ था थी क्या क्यों कौन कैसे और या पर लेकिन मगर में मैं मुझे मेरा मेरी मेरे आप आपका नहीं गलत सही जी हां हाँ से को का की के भी",
    "बताओ बताइए लिखो लिखा चाहिए नंबर नमस्ते नमस्कार आहे आणि काय कोण मला माझा माझी माझे नाही आहेत व",
    "এবং আর কি কে কী না হ্যাঁ আমি আমার ও নয় কেন",
    "మరియు ఏమిటి ఏంటి కాదు అవును నేను నా అని",
    "என்ன யார் இல்லை ஆம் நான் மற்றும் என்று",
    "છે અને શું કોણ નથી હા હું મને મારો મારી",
    "ہے ہیں اور کیا کون نہیں جی ہاں میں مجھے میرا میری",
  ]
    .join(" ")
    .split(/\s+/),
);
