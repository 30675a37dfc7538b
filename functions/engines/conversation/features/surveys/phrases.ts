import { inLanguage } from "../../../../../shared/agent/language/in-language.ts";

/** A survey's own phrases, besides the tenant's questions, in every supported language. */
export interface SurveyPhrases {
  /** The words for 1, 2, 3, 4 and 5. */
  readonly ratings: readonly [string, string, string, string, string];
  rate(lowest: string, highest: string): string;
  readonly skip: string;
  readonly thanks: string;
  readonly sorry: string;
  readonly declined: string;
}

const english: SurveyPhrases = {
  ratings: ["Very poor", "Poor", "Okay", "Good", "Excellent"],
  rate: (lowest, highest) => `Please answer with a number from ${lowest} to ${highest}.`,
  skip: "You may also answer SKIP.",
  thanks: "Thank you for your answers. They help us to do better.",
  sorry: "Thank you for telling us. We are sorry that we did not do better, and will look into it.",
  declined: "No problem, we will not ask any further.",
};

const byLanguage: Readonly<Record<string, SurveyPhrases>> = {
  en: english,
  hi: {
    ratings: ["बहुत खराब", "खराब", "ठीक-ठाक", "अच्छा", "बहुत अच्छा"],
    rate: (lowest, highest) => `कृपया ${lowest} से ${highest} तक का कोई अंक लिखें।`,
    skip: "आप SKIP भी लिख सकते हैं।",
    thanks: "आपके जवाबों के लिए धन्यवाद। इनसे हमें बेहतर होने में मदद मिलती है।",
    sorry: "बताने के लिए धन्यवाद। हमें खेद है कि हम बेहतर नहीं कर पाए; हम इसे देखेंगे।",
    declined: "कोई बात नहीं, हम और नहीं पूछेंगे।",
  },
  "hi-Latn": {
    ratings: ["Bahut kharab", "Kharab", "Theek-thaak", "Achha", "Bahut achha"],
    rate: (lowest, highest) => `Kripya ${lowest} se ${highest} tak ka koi number likhein.`,
    skip: "Aap SKIP bhi likh sakte hain.",
    thanks: "Aapke jawaabon ke liye dhanyavaad. Inse hamein behtar hone mein madad milti hai.",
    sorry: "Batane ke liye dhanyavaad. Hamein khed hai ki hum behtar nahi kar paaye; hum ise dekhenge.",
    declined: "Koi baat nahi, hum aur nahi puchhenge.",
  },
  bn: {
    ratings: ["খুব খারাপ", "খারাপ", "মোটামুটি", "ভালো", "খুব ভালো"],
    rate: (lowest, highest) => `অনুগ্রহ করে ${lowest} থেকে ${highest} পর্যন্ত একটি সংখ্যা লিখুন।`,
    skip: "আপনি SKIP-ও লিখতে পারেন।",
    thanks: "আপনার উত্তরের জন্য ধন্যবাদ। এতে আমরা আরও ভালো করতে পারি।",
    sorry: "জানানোর জন্য ধন্যবাদ। আরও ভালো করতে পারিনি বলে আমরা দুঃখিত; আমরা বিষয়টি দেখব।",
    declined: "ঠিক আছে, আমরা আর জিজ্ঞেস করব না।",
  },
  te: {
    ratings: ["చాలా బాగోలేదు", "బాగోలేదు", "పర్వాలేదు", "బాగుంది", "చాలా బాగుంది"],
    rate: (lowest, highest) => `దయచేసి ${lowest} నుండి ${highest} వరకు ఒక సంఖ్య రాయండి.`,
    skip: "మీరు SKIP అని కూడా రాయవచ్చు.",
    thanks: "మీ సమాధానాలకు ధన్యవాదాలు. మేము మెరుగుపడటానికి ఇవి సహాయపడతాయి.",
    sorry: "తెలియజేసినందుకు ధన్యవాదాలు. మేము బాగా చేయలేకపోయినందుకు క్షమించండి; దీన్ని పరిశీలిస్తాము.",
    declined: "పర్వాలేదు, మేము ఇంకేమీ అడగము.",
  },
  mr: {
    ratings: ["खूप वाईट", "वाईट", "ठीक", "चांगले", "उत्कृष्ट"],
    rate: (lowest, highest) => `कृपया ${lowest} ते ${highest} पैकी एक अंक लिहा.`,
    skip: "तुम्ही SKIP असेही लिहू शकता.",
    thanks: "तुमच्या उत्तरांसाठी धन्यवाद. त्यामुळे आम्हाला सुधारण्यास मदत होते.",
    sorry: "सांगितल्याबद्दल धन्यवाद. आम्ही अधिक चांगले करू शकलो नाही याबद्दल क्षमस्व; आम्ही यात लक्ष घालू.",
    declined: "हरकत नाही, आम्ही आणखी विचारणार नाही.",
  },
  ta: {
    ratings: ["மிக மோசம்", "மோசம்", "பரவாயில்லை", "நன்று", "மிக நன்று"],
    rate: (lowest, highest) => `${lowest} முதல் ${highest} வரையிலான ஒரு எண்ணை எழுதுங்கள்.`,
    skip: "நீங்கள் SKIP எனவும் எழுதலாம்.",
    thanks: "உங்கள் பதில்களுக்கு நன்றி. நாங்கள் மேம்பட இவை உதவும்.",
    sorry: "தெரிவித்ததற்கு நன்றி. சிறப்பாகச் செய்ய முடியாததற்கு வருந்துகிறோம்; இதைக் கவனிப்போம்.",
    declined: "பரவாயில்லை, மேலும் கேட்க மாட்டோம்.",
  },
  gu: {
    ratings: ["ખૂબ ખરાબ", "ખરાબ", "ઠીક", "સારું", "ખૂબ સારું"],
    rate: (lowest, highest) => `કૃપા કરીને ${lowest} થી ${highest} સુધીનો એક અંક લખો.`,
    skip: "તમે SKIP પણ લખી શકો છો.",
    thanks: "તમારા જવાબો માટે આભાર. એનાથી અમને સુધરવામાં મદદ મળે છે.",
    sorry: "જણાવવા બદલ આભાર. અમે વધુ સારું ન કરી શક્યા તે બદલ દિલગીર છીએ; અમે તેની તપાસ કરીશું.",
    declined: "કોઈ વાંધો નહીં, અમે વધુ નહીં પૂછીએ.",
  },
  ur: {
    ratings: ["بہت برا", "برا", "ٹھیک", "اچھا", "بہت اچھا"],
    rate: (lowest, highest) => `براہِ کرم ${lowest} سے ${highest} تک کوئی عدد لکھیں۔`,
    skip: "آپ SKIP بھی لکھ سکتے ہیں۔",
    thanks: "آپ کے جوابات کا شکریہ۔ ان سے ہمیں بہتر ہونے میں مدد ملتی ہے۔",
    sorry: "بتانے کا شکریہ۔ ہمیں افسوس ہے کہ ہم بہتر نہ کر سکے؛ ہم اسے دیکھیں گے۔",
    declined: "کوئی بات نہیں، ہم مزید نہیں پوچھیں گے۔",
  },
};

/** Falls back to English for unsupported languages. */
export function surveyPhrases(language: string): SurveyPhrases {
  return inLanguage(byLanguage, language, english);
}

export const surveyLanguages: readonly string[] = Object.keys(byLanguage);
