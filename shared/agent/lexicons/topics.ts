/** A topic of a message and the signals that it raises. Gaps in patterns are bounded, so matching is linear. */
export interface Topic {
  readonly flags: readonly string[];
  readonly patterns: readonly RegExp[];
  readonly canBeRefused?: boolean;
}

const person =
  "(?:human|real person|live person|actual person|live agent|agent|representative|operator|manager|supervisor|executive|customer care|customer service|customer support)";

const requestForPerson: Topic = {
  flags: ["customer_request_escalation"],
  canBeRefused: true,
  patterns: [
    new RegExp(`\\b(?:talk|speak|chat|connect|transfer|escalate|hand) (?:\\S+ ){0,4}${person}\\b`),
    /\b(?:talk|speak|chat|connect|transfer)(?: me)? (?:to|with) (?:a |an |some |any )?(?:person|someone|somebody|staff|people|human being)\b/,
    new RegExp(`\\b(?:want|need|get me|give me|call|where is) (?:a |an |the |your |some |to )?${person}\\b`),
    /\b(?:human|agent|representative|operator) (?:please|pls|now)\b|^\W*(?:human|agent|operator|representative)\W*$/,
    /\bescalate (?:this|my|it)\b/,
    /\b(?:insaan|insan|aadmi|admi|vyakti|agent|manager|executive|operator|customer care|kisi) (?:se|say) (?:\S+ ){0,3}(?:baat|bat|connect)/,
    /(?:इंसान|व्यक्ति|आदमी|एजेंट|मैनेजर|अधिकारी|कस्टमर केयर|ऑपरेटर|किसी) से .{0,20}(?:बात|जोड़|कनेक्ट|मिला)/,
    /(?:माणसाशी|व्यक्तीशी|एजंटशी|मॅनेजरशी|अधिकाऱ्याशी|कोणाशी|कुणाशी).{0,20}(?:बोल|संवाद)/,
    /(?:মানুষের|এজেন্টের|ম্যানেজারের|প্রতিনিধির|কারো|কারও) (?:সাথে|সঙ্গে).{0,20}কথা/,
    /(?:మనిషి|ఏజెంట్ ?|మేనేజర్ ?|ప్రతినిధి|వ్యక్తి|ఎవరి)తో.{0,20}మాట్లాడ/,
    /(?:மனித|ஏஜென்ட்|முகவ|மேலாள|நப|ஒருவ|யாரி).{0,10}(?:இடம்|ிடம்|ுடன்|டமாவது).{0,20}பேச/,
    /(?:માણસ|વ્યક્તિ|એજન્ટ|મેનેજર|કોઈ) સાથે.{0,20}વાત/,
    /(?:انسان|بندے|ایجنٹ|مینیجر|نمائندے|آدمی|کسی) سے.{0,20}بات/,
  ],
};

const medicalDanger: Topic = {
  flags: ["medical_complexity_high"],
  patterns: [
    /\b(?:chest pain|chest is hurting|heart attack|stroke|unconscious|fainted|seizures?|convulsions?|paraly[sz]ed|overdose|poison(?:ed|ing)|ambulance|suicid\w*|kill myself|end my life|medical emergency|emergency)\b/,
    /\b(?:can(?:no|['’])?t|cannot|difficulty|trouble|hard to) (?:in )?breath(?:e|ing)\b|\b(?:severe|unbearable|heavy|uncontrolled|vomiting|coughing) (?:pain|bleeding|blood)\b/,
    /\b(?:seene|sine|chhati|chati) (?:me|mein|main) dard\b|\bsaans (?:nahi|nahin|lene|phool)|\bbehosh\b|\bkhoon (?:beh|nikal)|\bdaura pad/,
    /(?:सीने|छाती) में दर्द|छातीत दुख|सांस (?:नहीं|लेने)|साँस (?:नहीं|लेने)|श्वास घे|बेहोश|बेशुद्ध|दौरा पड़|खून बह|आपातकाल|इमरजेंसी|आत्महत्या|एम्बुलेंस|रुग्णवाहिका/,
    /বুকে ব্যথা|শ্বাসকষ্ট|অজ্ঞান|রক্তপাত|আত্মহত্যা|অ্যাম্বুলেন্স/,
    /ఛాతీ(?:లో)? నొప్పి|ఊపిరి (?:ఆడ|తీసు)|స్పృహ|రక్తస్రావం|ఆత్మహత్య|అంబులెన్స్/,
    /நெஞ்சு ?வலி|மூச்சு (?:விட|திணற)|மயக்க|இரத்தப்போக்கு|தற்கொலை|ஆம்புலன்ஸ்/,
    /છાતીમાં દુખ|શ્વાસ (?:લેવા|નથી)|બેભાન|લોહી વહે|આત્મહત્યા|એમ્બ્યુલન્સ/,
    /سینے میں درد|سانس (?:نہیں|لینے)|بے ?ہوش|خون بہ|خودکشی|ایمبولینس/,
  ],
};

const family: Topic = {
  flags: ["mention_family", "family_mention"],
  patterns: [
    /\b(?:family|wife|husband|son|daughter|mother|father|mom|mum|dad|parents?|kids?|children|brother|sister|grandmother|grandfather|in-laws|papa|mummy|maa|pitaji|biwi|pati|patni|beta|beti|bhai|behen|parivar|bachche|bacche)\b/,
    /परिवार|पत्नी|पति |बेटा|बेटी|माँ|मां |पिता|भाई|बहन|बच्चे|बच्चों|कुटुंब|बायको|नवरा|मुलगा|मुलगी|आई |वडील/,
    /পরিবার|স্ত্রী|স্বামী|ছেলে|মেয়ে|মা |বাবা|కుటుంబ|భార్య|భర్త|కొడుకు|కూతురు|అమ్మ|నాన్న|குடும்ப|மனைவி|கணவ|மகன்|மகள்|அம்மா|அப்பா/,
    /પરિવાર|કુટુંબ|પત્ની|પતિ |દીકર|મમ્મી|પપ્પા|خاندان|بیوی|شوہر|بیٹا|بیٹی|والدہ|والد|بھائی|بہن|بچے/,
  ],
};

const complaint: Topic = {
  flags: ["complaint"],
  patterns: [
    /\b(?:complain(?:t|ts|ing)?|refund|money back|cheated|fraud|scam|terrible|horrible|worst|pathetic|unacceptable|disappointed|angry|frustrat\w+|legal action|consumer court|never again|still waiting|no ?(?:one|body) (?:answers?|responds?|replied|called))\b/,
    /\b(?:shikayat|shikaayat|paise wapas|paisa wapas|bekar service|bakwas|dhokha)\b/,
    /शिकायत|पैसे वापस|धोखा|तक्रार|অভিযোগ|টাকা ফেরত|ఫిర్యాదు|డబ్బు తిరిగి|புகார்|பணத்தை திரும்ப|ફરિયાદ|પૈસા પાછા|شکایت|پیسے واپس/,
  ],
};

const booking: Topic = {
  flags: ["booking_intent"],
  patterns: [
    /\b(?:book|booking|appointment|schedule|reschedule|slot|reserve|home collection|bookkar|book kar\w*)\b/,
    /बुक|अपॉइंटमेंट|अपॉइन्टमेंट|বুক|অ্যাপয়েন্টমেন্ট|బుక్|అపాయింట్|முன்பதிவு|அப்பாயின்ட்|બુક|એપોઇન્ટ|بک کر|اپائنٹ|ملاقات کا وقت/,
  ],
};

const price: Topic = {
  flags: ["price_question"],
  patterns: [
    /\b(?:price|prices|pricing|cost|costs|charges?|fees?|how much|rate|rates|kitna|kitne|kitni|daam|kimat|keemat|paise)\b/,
    /कीमत|क़ीमत|कितना|कितने|दाम|शुल्क|किंमत|किती|দাম|খরচ|কত|ధర|ఎంత|விலை|எவ்வளவு|કિંમત|કેટલ|ભાવ|قیمت|کتن/,
  ],
};

export const topics: readonly Topic[] = [requestForPerson, medicalDanger, family, complaint, booking, price];
