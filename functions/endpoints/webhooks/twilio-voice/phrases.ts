import { inLanguage } from "../../../../shared/agent/language/in-language.ts";

/** What a caller hears whom no agent can answer. Twilio speaks it. */
export interface MissedCallPhrases {
  /** The language of the texts, as Twilio's `<Say>` names it. */
  readonly locale: string;
  /** Somebody will call them. */
  readonly callBack: string;
  /** Nobody can: their number is withheld, or calls are not set up. */
  readonly callAgain: string;
}

const english: MissedCallPhrases = {
  locale: "en-IN",
  callBack: "I am sorry, we cannot take your call right now. We will call you back as soon as we can. Goodbye.",
  callAgain: "I am sorry, we cannot take your call right now. Please call again later. Goodbye.",
};

const byLanguage: Readonly<Record<string, MissedCallPhrases>> = {
  hi: {
    locale: "hi-IN",
    callBack: "क्षमा कीजिए, हम अभी आपकी कॉल नहीं ले पा रहे हैं। हम जल्द से जल्द आपको वापस कॉल करेंगे। नमस्ते।",
    callAgain: "क्षमा कीजिए, हम अभी आपकी कॉल नहीं ले पा रहे हैं। कृपया बाद में दोबारा कॉल कीजिए। नमस्ते।",
  },
  bn: {
    locale: "bn-IN",
    callBack: "দুঃখিত, এখন আমরা আপনার কল নিতে পারছি না। আমরা যত তাড়াতাড়ি সম্ভব আপনাকে ফোন করব। নমস্কার।",
    callAgain: "দুঃখিত, এখন আমরা আপনার কল নিতে পারছি না। অনুগ্রহ করে পরে আবার ফোন করুন। নমস্কার।",
  },
  te: {
    locale: "te-IN",
    callBack: "క్షమించండి, ప్రస్తుతం మీ కాల్ తీసుకోలేకపోతున్నాము. వీలైనంత త్వరగా మీకు తిరిగి కాల్ చేస్తాము. నమస్కారం.",
    callAgain: "క్షమించండి, ప్రస్తుతం మీ కాల్ తీసుకోలేకపోతున్నాము. దయచేసి తర్వాత మళ్ళీ కాల్ చేయండి. నమస్కారం.",
  },
  mr: {
    locale: "mr-IN",
    callBack: "माफ करा, आम्ही आत्ता तुमचा कॉल घेऊ शकत नाही. आम्ही लवकरात लवकर तुम्हाला परत कॉल करू. नमस्कार.",
    callAgain: "माफ करा, आम्ही आत्ता तुमचा कॉल घेऊ शकत नाही. कृपया नंतर पुन्हा कॉल करा. नमस्कार.",
  },
  ta: {
    locale: "ta-IN",
    callBack: "மன்னிக்கவும், இப்போது உங்கள் அழைப்பை ஏற்க முடியவில்லை. விரைவில் உங்களைத் திரும்ப அழைப்போம். வணக்கம்.",
    callAgain: "மன்னிக்கவும், இப்போது உங்கள் அழைப்பை ஏற்க முடியவில்லை. பிறகு மீண்டும் அழைக்கவும். வணக்கம்.",
  },
  gu: {
    locale: "gu-IN",
    callBack: "માફ કરશો, અમે અત્યારે તમારો કૉલ લઈ શકતા નથી. અમે જલદીથી તમને પાછો કૉલ કરીશું. નમસ્તે.",
    callAgain: "માફ કરશો, અમે અત્યારે તમારો કૉલ લઈ શકતા નથી. કૃપા કરીને પછી ફરી કૉલ કરો. નમસ્તે.",
  },
};

/** In English where the language has no entry. */
export function missedCallPhrases(language: string): MissedCallPhrases {
  return inLanguage(byLanguage, language, english);
}
