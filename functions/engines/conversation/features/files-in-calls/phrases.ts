import { inLanguage } from "../../../../../shared/agent/language/in-language.ts";

/** What is written to somebody who is in a call. */
interface FilePhrases {
  /** By WhatsApp: the file is to be sent here. */
  readonly sendHere: string;
  /** By SMS: the file is to be sent by WhatsApp, at this link. */
  sendByWhatsapp(link: string): string;
  /** The file has come, and the agent of the call goes on. */
  readonly received: string;
}

const english: FilePhrases = {
  sendHere: "Please send the photo or document here. We go on with it in our call.",
  sendByWhatsapp: (link) => `Please send the photo or document by WhatsApp: ${link} We go on with it in our call.`,
  received: "Thank you, it has arrived. Let us go on in our call.",
};

const byLanguage: Readonly<Record<string, FilePhrases>> = {
  hi: {
    sendHere: "कृपया फ़ोटो या दस्तावेज़ यहाँ भेजें। आगे की बात हम कॉल पर ही करेंगे।",
    sendByWhatsapp: (link) => `कृपया फ़ोटो या दस्तावेज़ WhatsApp पर भेजें: ${link} आगे की बात हम कॉल पर ही करेंगे।`,
    received: "धन्यवाद, मिल गया। आगे की बात कॉल पर करते हैं।",
  },
  bn: {
    sendHere: "অনুগ্রহ করে ছবি বা নথি এখানে পাঠান। আমরা কলেই কথা চালিয়ে যাব।",
    sendByWhatsapp: (link) => `অনুগ্রহ করে ছবি বা নথি WhatsApp-এ পাঠান: ${link} আমরা কলেই কথা চালিয়ে যাব।`,
    received: "ধন্যবাদ, পেয়েছি। চলুন কলে কথা বলি।",
  },
  te: {
    sendHere: "దయచేసి ఫోటో లేదా పత్రాన్ని ఇక్కడ పంపండి. మనం కాల్‌లోనే కొనసాగిద్దాం.",
    sendByWhatsapp: (link) => `దయచేసి ఫోటో లేదా పత్రాన్ని WhatsAppలో పంపండి: ${link} మనం కాల్‌లోనే కొనసాగిద్దాం.`,
    received: "ధన్యవాదాలు, అందింది. కాల్‌లో కొనసాగిద్దాం.",
  },
  mr: {
    sendHere: "कृपया फोटो किंवा कागदपत्र इथे पाठवा. पुढचं आपण कॉलवरच बोलू.",
    sendByWhatsapp: (link) => `कृपया फोटो किंवा कागदपत्र WhatsApp वर पाठवा: ${link} पुढचं आपण कॉलवरच बोलू.`,
    received: "धन्यवाद, मिळालं. पुढचं कॉलवर बोलू.",
  },
  ta: {
    sendHere: "புகைப்படத்தையோ ஆவணத்தையோ இங்கே அனுப்பவும். அழைப்பிலேயே தொடர்வோம்.",
    sendByWhatsapp: (link) => `புகைப்படத்தையோ ஆவணத்தையோ WhatsApp-இல் அனுப்பவும்: ${link} அழைப்பிலேயே தொடர்வோம்.`,
    received: "நன்றி, கிடைத்தது. அழைப்பில் தொடர்வோம்.",
  },
  gu: {
    sendHere: "કૃપા કરીને ફોટો અથવા દસ્તાવેજ અહીં મોકલો. આગળની વાત આપણે કૉલ પર જ કરીશું.",
    sendByWhatsapp: (link) => `કૃપા કરીને ફોટો અથવા દસ્તાવેજ WhatsApp પર મોકલો: ${link} આગળની વાત આપણે કૉલ પર જ કરીશું.`,
    received: "આભાર, મળી ગયું. આગળ કૉલ પર વાત કરીએ.",
  },
  ur: {
    sendHere: "براہ کرم تصویر یا دستاویز یہاں بھیجیں۔ آگے کی بات ہم کال پر ہی کریں گے۔",
    sendByWhatsapp: (link) => `براہ کرم تصویر یا دستاویز WhatsApp پر بھیجیں: ${link} آگے کی بات ہم کال پر ہی کریں گے۔`,
    received: "شکریہ، مل گیا۔ آگے کال پر بات کرتے ہیں۔",
  },
};

export function filePhrases(language: string): FilePhrases {
  return inLanguage(byLanguage, language, english);
}
