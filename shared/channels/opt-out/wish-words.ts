/** The words of one language with which people end messages, by what each does in the sentence. Separated by spaces. */
export interface WishWords {
  /** Alone enough: "unsubscribe". */
  readonly unsubscribe?: string;
  readonly stop: string;
  /** Forbids: "don't". A word may also stand in `send` or `want`, as in languages that write both as one word. */
  readonly never: string;
  /** Denies, but also answers and reports: "no messages", "not". */
  readonly not?: string;
  readonly send: string;
  readonly want: string;
  readonly messages: string;
  readonly me: string;
  /** The customer is the one who acts: "I never send messages" is no wish. */
  readonly self?: string;
  readonly remove?: string;
  readonly list?: string;
  /** Says nothing by itself. */
  readonly filler: string;
  /** What may also be about a booking or a call. With such a word the customer is asked. */
  readonly unclear: string;
}

export const wishWords: Readonly<Record<string, WishWords>> = {
  en: {
    unsubscribe: "unsubscribe unsub unsubscribing unsuscribe unsubcribe optout stopall",
    stop: "stop stopping cease discontinue",
    never: "dont never nolonger",
    not: "no not",
    send: "send sending sent text texting message messaging msg contact contacting email emailing mail mailing whatsapp whatsapping write writing spam spamming ping pinging sms",
    want: "want wanna need wish interested",
    messages:
      "message messages msg msgs text texts sms email emails mail mails promotion promotions promo promos promotional marketing advertisement advertisements advertising ad ads spam newsletter newsletters notification notifications broadcast broadcasts campaign campaigns whatsapp texting messaging emailing mailing whatsapping contact contacting spamming ping pinging",
    me: "me us my",
    self: "i we",
    remove: "remove removing delete take drop exclude",
    list: "list lists database broadcast group mailing",
    filler:
      "please pls plz kindly thanks thx ty the these those this such your any more again anymore ever all of from to on in off out for here at with number and or just immediately asap sir madam maam mam team dear hi hello hey ok okay further future onwards receive receiving get getting have id like would right away",
    unclear:
      "offer offers update updates reminder reminders call calls calling disturb disturbing bother bothering how do can so many much too now today every day daily",
  },
  hi: {
    stop: "बंद बन्द",
    never: "मत ना न",
    not: "नहीं नही",
    send: "भेजो भेजें भेजे भेजिए भेजिये भेजना भेजने भेजिएगा करो करना करें कीजिए",
    want: "चाहिए चाहिये चाहता चाहती",
    messages: "मैसेज मेसेज मैसेजेस संदेश सन्देश संदेशों एसएमएस विज्ञापन प्रमोशन प्रमोशनल ईमेल मेल व्हाट्सएप प्रचार नोटिफिकेशन",
    me: "मुझे हमें मुझको मेरे",
    filler:
      "अब आगे से आज के बाद कृपया प्लीज प्लीज़ और कोई कोई भी ये यह आप आपके आपका अपने को कर दो दें दीजिए दीजिये करिए कीजिये धन्यवाद शुक्रिया जी सर मैडम इस नंबर पर दोबारा फिर कभी यहाँ यहां वाले वाला हूँ हूं है हैं भाई सभी सब",
    unclear: "ऑफर ऑफ़र अपडेट कॉल फोन रिमाइंडर कैसे क्या इतने बहुत परेशान तंग",
  },
  "hi-Latn": {
    stop: "band bandh bnd stop",
    never: "mat mt na",
    not: "nahi nahin nai nhi",
    send: "bhejo bhejna bhejne bheje bhejen bhejein bhejiye bhejiyega bhejo bhejiega karo karna kro kariye karen karein kijiye",
    want: "chahiye chaiye chahie chahta chahti",
    messages:
      "message messages msg msgs mesage massage massages mesej sandesh sms ads vigyapan promotion promotions promotional email mail whatsapp notification notifications spam",
    me: "mujhe muje mujhko mereko hame hamein humein hume mere",
    filler:
      "ab aage aaj se ke k baad please pls plz aur or koi bhi ye yeh aap ap aapke apke aapka apka apne ko kar do de dijiye dena dhanyavad dhanyawad shukriya thanks ji sir madam is iss number par pe dobara phir fir kabhi yahan yaha wale wala hoon hu hun hai hain bhai sab sabhi to",
    unclear: "offer offers update updates call phone reminder kaise kya itne bahut bohot pareshan tang",
  },
  bn: {
    stop: "বন্ধ",
    never: "না পাঠাবেননা",
    send: "পাঠাবেন পাঠাবেননা পাঠানো পাঠিও পাঠাতে পাঠাবে দেবেন দেওয়া",
    want: "চাই চাইনা চাইছি লাগবে",
    messages: "মেসেজ মেসেজগুলো বার্তা এসএমএস বিজ্ঞাপন প্রমোশন ইমেইল মেইল হোয়াটসঅ্যাপ নোটিফিকেশন",
    me: "আমাকে আমাদের আমার",
    filler:
      "আর কোনো কোন এই এসব এখন থেকে দয়া করে প্লিজ করুন করো করে দিন দাও আপনার আপনাদের ধন্যবাদ স্যার ম্যাডাম নম্বরে এখানে আমি সব কখনো",
    unclear: "অফার আপডেট কল ফোন কীভাবে কিভাবে এত বিরক্ত",
  },
  te: {
    stop: "ఆపండి ఆపు ఆపేయండి ఆపివేయండి నిలిపివేయండి ఆపేయ్",
    never: "వద్దు పంపవద్దు పంపకండి పంపొద్దు పంపించవద్దు పంపించకండి చేయవద్దు",
    send: "పంపవద్దు పంపకండి పంపొద్దు పంపించవద్దు పంపించకండి చేయవద్దు పంపడం పంపించడం పంపటం",
    want: "వద్దు",
    messages: "మెసేజ్ మెసేజ్‌లు మెసేజీలు మెసేజ్లను సందేశం సందేశాలు సందేశాలను ఎస్ఎంఎస్ ప్రకటనలు ప్రమోషన్లు ఇమెయిల్ ఇమెయిల్‌లు నోటిఫికేషన్లు",
    me: "నాకు మాకు నా",
    filler: "దయచేసి ప్లీజ్ ఇక ఇకపై మళ్ళీ మళ్లీ ఈ మీ ఇంకా ధన్యవాదాలు సార్ మేడమ్ ఎప్పుడూ ఇలాంటి నంబర్‌కు ఇక్కడ అన్ని",
    unclear: "ఆఫర్లు ఆఫర్ కాల్ ఫోన్ కాల్స్ ఎలా ఇన్ని అప్‌డేట్లు",
  },
  mr: {
    stop: "बंद थांबवा",
    never: "नका नको",
    not: "नाही",
    send: "पाठवू पाठवणे पाठवणं पाठवायचे करू",
    want: "नको नकोत हवे पाहिजे हवेत",
    messages: "मेसेज मेसेजेस संदेश एसएमएस जाहिरात जाहिराती प्रमोशन ईमेल मेल व्हॉट्सअॅप नोटिफिकेशन",
    me: "मला आम्हाला माझ्या",
    filler:
      "कृपया प्लीज आता यापुढे पुन्हा परत हे हा असे कोणतेही आणखी अजून तुमचे तुमच्या करा धन्यवाद सर मॅडम या नंबरवर इथे येथे सर्व कधीही मी",
    unclear: "ऑफर ऑफर्स कॉल फोन अपडेट कसे इतके त्रास",
  },
  ta: {
    stop: "நிறுத்து நிறுத்தவும் நிறுத்துங்கள் நிறுத்துங்க நிறுத்திவிடுங்கள்",
    never: "வேண்டாம் வேணாம் அனுப்பாதீர்கள் அனுப்பாதே அனுப்பாதீங்க அனுப்பவேண்டாம்",
    send: "அனுப்ப அனுப்பாதீர்கள் அனுப்பாதே அனுப்பாதீங்க அனுப்பவேண்டாம் அனுப்புவதை அனுப்பறதை",
    want: "வேண்டாம் வேணாம்",
    messages:
      "செய்தி செய்திகள் செய்திகளை மெசேஜ் மெசேஜ்கள் மெசேஜ்களை குறுஞ்செய்தி குறுஞ்செய்திகள் விளம்பரம் விளம்பரங்கள் விளம்பரங்களை மின்னஞ்சல் மின்னஞ்சல்கள் எஸ்எம்எஸ்",
    me: "எனக்கு எங்களுக்கு என்",
    filler: "தயவுசெய்து தயவு செய்து ப்ளீஸ் இனி இனிமேல் மீண்டும் இந்த உங்கள் எந்த நன்றி சார் மேடம் எண்ணுக்கு இங்கே எல்லா",
    unclear: "ஆஃபர் சலுகைகள் அழைப்பு கால் போன் எப்படி இவ்வளவு",
  },
  gu: {
    stop: "બંધ રોકો",
    never: "નહીં નહિ ન ના",
    not: "નથી",
    send: "મોકલો મોકલશો મોકલતા મોકલવાનું મોકલવા કરશો",
    want: "જોઈતા જોઈતો જોઈતું જોઈએ",
    messages: "મેસેજ મેસેજો મેસેજીસ સંદેશ સંદેશા સંદેશો એસએમએસ જાહેરાત જાહેરાતો પ્રમોશન ઈમેલ મેલ વોટ્સએપ નોટિફિકેશન",
    me: "મને અમને મારા",
    filler: "કૃપા કરીને પ્લીઝ હવે હવેથી ફરી ફરીથી આ આવા કોઈ વધુ તમારા કરો કરી દો આભાર સર મેડમ નંબર પર અહીં બધા ક્યારેય",
    unclear: "ઓફર ઓફરો કૉલ કોલ ફોન અપડેટ કેવી રીતે આટલા",
  },
  ur: {
    stop: "بند",
    never: "مت نہ",
    not: "نہیں",
    send: "بھیجیں بھیجو بھیجنا بھیجیے بھیجئے بھیجنے کریں کرو کرنا",
    want: "چاہیے چاہئے چاہتا چاہتی",
    messages: "میسج میسجز پیغام پیغامات ایس ایم ایس اشتہار اشتہارات پروموشن ای میل واٹس ایپ نوٹیفکیشن",
    me: "مجھے ہمیں میرے",
    filler:
      "اب آگے سے آج کے بعد براہ کرم مہربانی پلیز اور کوئی بھی یہ آپ اپنے کو کر دو دیں دیجیے شکریہ جی سر میڈم اس نمبر پر دوبارہ پھر کبھی یہاں والے ہوں ہے ہیں سب",
    unclear: "آفر آفرز کال فون اپڈیٹ کیسے اتنے",
  },
};

/** English phrases that count as one word. */
export const joinedPhrases: readonly (readonly [RegExp, string])[] = [
  [/\b(?:do not|don t|dont|dnt|do nt)\b/g, "dont"],
  [/\bno longer\b/g, "nolonger"],
  [/\b(?:opt (?:me |us )?out|opting out|opt me)\b/g, "optout"],
  [/\bun subscribe\b/g, "unsubscribe"],
  [/\b(?:thank you|thank u|thankyou|tysm)(?: (?:so|very) much)?\b/g, "thanks"],
  [/^(?:(?:please|pls|hi|hello|hey) )*(?:can|could|will|would) (?:you|u) /, ""],
  [/\bsent from my (?:iphone|ipad|phone|samsung|android)(?: \p{L}+)?$/u, ""],
];

/** Whole messages that may be meant so. The customer is asked. */
export const unclearMessages =
  "stop it|stop this|stop that|stop these|just stop|leave me alone|leave me in peace|this is spam|spam|block me|dont disturb|dont disturb me|dont bother me|dont send|dont contact|delete my number|remove my number|remove me|stop calling me|stop calling|not now stop|" +
  "pareshan mat karo|tang mat karo|mera number hatao|mera number delete karo|परेशान मत करो|तंग मत करो|मेरा नंबर हटाओ|मेरा नंबर हटा दो|" +
  "বিরক্ত করবেন না|আমার নম্বর মুছে দিন|నన్ను ఇబ్బంది పెట్టకండి|నా నంబర్ తీసేయండి|मला त्रास देऊ नका|माझा नंबर काढा|தொந்தரவு செய்யாதீர்கள்|என் எண்ணை நீக்குங்கள்|મને હેરાન ન કરો|મારો નંબર કાઢી નાખો|پریشان مت کریں|میرا نمبر ہٹا دیں";

/**
 * Labels of WhatsApp's marketing opt-out button and of its usual variants. Meta translates the label with the template,
 * and the label is also the button's payload.
 */
export const buttonLabels: Readonly<Record<string, string>> = {
  en: "stop promotions|stop promotion|stop promos|stop marketing|stop offers|unsubscribe|opt out|stop updates|stop marketing messages",
  hi: "प्रमोशन बंद करें|प्रमोशन रोकें|प्रचार बंद करें|प्रचार संदेश बंद करें|प्रमोशन बंद करो|ऑफ़र बंद करें|ऑफर बंद करें",
  "hi-Latn": "promotion band karo|promotions band karo|promotion band karein|offers band karo",
  bn: "প্রচার বন্ধ করুন|প্রমোশন বন্ধ করুন|প্রোমোশন বন্ধ করুন|অফার বন্ধ করুন",
  te: "ప్రమోషన్‌లను ఆపివేయండి|ప్రమోషన్లు ఆపండి|ప్రమోషన్‌లు ఆపండి|ప్రచారాలను ఆపండి|ఆఫర్లు ఆపండి",
  mr: "प्रमोशन बंद करा|प्रमोशन थांबवा|जाहिराती थांबवा|जाहिराती बंद करा|ऑफर बंद करा",
  ta: "விளம்பரங்களை நிறுத்து|விளம்பரங்களை நிறுத்தவும்|புரமோஷன்களை நிறுத்து|சலுகைகளை நிறுத்து",
  gu: "પ્રમોશન બંધ કરો|પ્રચાર બંધ કરો|ઓફર બંધ કરો|જાહેરાતો બંધ કરો",
  ur: "پروموشنز بند کریں|پروموشن بند کریں|تشہیر بند کریں|آفرز بند کریں",
  pt: "parar promoções|parar promocoes|interromper promoções|parar|sair|cancelar inscrição|descadastrar",
  es: "detener promociones|parar promociones|dejar de recibir promociones|detener|cancelar suscripción|darse de baja|baja",
  fr: "arrêter les promotions|stopper les promotions|arrêter|se désabonner|me désabonner|se désinscrire",
  de: "werbung stoppen|werbung beenden|promotions stoppen|werbeaktionen stoppen|angebote stoppen|abmelden|abbestellen",
  it: "interrompi promozioni|blocca promozioni|stop promozioni|disiscriviti|annulla iscrizione",
  nl: "promoties stoppen|stop promoties|afmelden|uitschrijven",
  id: "hentikan promosi|stop promosi|berhenti berlangganan",
  tr: "promosyonları durdur|tanıtımları durdur|abonelikten çık",
  ru: "остановить рекламу|отключить рекламу|прекратить рассылку|отписаться",
  ar: "إيقاف العروض الترويجية|إيقاف الترويج|أوقف العروض|إلغاء الاشتراك|إيقاف الرسائل الترويجية",
};
