import { inLanguage } from "../../../shared/agent/language/in-language.ts";
/** Payment messages to customers, in every supported language. Amounts and names come from the catalogue. */
export interface PaymentPhrases {
  paid(amount: string, items: string): string;
  refunded(amount: string, items: string): string;
  expired(items: string): string;
}

const english: PaymentPhrases = {
  paid: (amount, items) => `We have received your payment of ${amount} for ${items}. Thank you.`,
  refunded: (amount, items) => `Your refund of ${amount} for ${items} is on its way to your original payment method.`,
  expired: (items) => `The payment link for ${items} has expired. Write to us here and we will send you a new one.`,
};

const byLanguage: Readonly<Record<string, PaymentPhrases>> = {
  en: english,
  hi: {
    paid: (amount, items) => `${items} के लिए ${amount} का आपका भुगतान मिल गया है। धन्यवाद।`,
    refunded: (amount, items) => `${items} के ${amount} आपके मूल भुगतान माध्यम पर वापस भेजे जा रहे हैं।`,
    expired: (items) => `${items} का भुगतान लिंक समाप्त हो गया है। यहाँ लिखें, हम नया लिंक भेज देंगे।`,
  },
  "hi-Latn": {
    paid: (amount, items) => `${items} ke liye ${amount} ka aapka payment mil gaya hai. Dhanyavaad.`,
    refunded: (amount, items) => `${items} ke ${amount} aapke original payment method par wapas bheje ja rahe hain.`,
    expired: (items) => `${items} ka payment link expire ho gaya hai. Yahan likhiye, hum naya link bhej denge.`,
  },
  bn: {
    paid: (amount, items) => `${items}-এর জন্য আপনার ${amount} পেমেন্ট পেয়েছি। ধন্যবাদ।`,
    refunded: (amount, items) => `${items}-এর ${amount} আপনার মূল পেমেন্ট মাধ্যমে ফেরত পাঠানো হচ্ছে।`,
    expired: (items) => `${items}-এর পেমেন্ট লিংকের মেয়াদ শেষ। এখানে লিখুন, আমরা নতুন লিংক পাঠাব।`,
  },
  te: {
    paid: (amount, items) => `${items} కోసం మీ ${amount} చెల్లింపు అందింది. ధన్యవాదాలు.`,
    refunded: (amount, items) => `${items} కు చెందిన ${amount} మీ అసలు చెల్లింపు పద్ధతికి తిరిగి పంపుతున్నాము.`,
    expired: (items) => `${items} చెల్లింపు లింక్ గడువు ముగిసింది. ఇక్కడ రాయండి, కొత్త లింక్ పంపుతాము.`,
  },
  mr: {
    paid: (amount, items) => `${items} साठी तुमचे ${amount} मिळाले आहेत. धन्यवाद.`,
    refunded: (amount, items) => `${items} चे ${amount} तुमच्या मूळ पेमेंट पद्धतीवर परत पाठवले जात आहेत.`,
    expired: (items) => `${items} ची पेमेंट लिंक संपली आहे. इथे लिहा, आम्ही नवीन लिंक पाठवू.`,
  },
  ta: {
    paid: (amount, items) => `${items}-க்கான உங்கள் ${amount} கட்டணம் கிடைத்தது. நன்றி.`,
    refunded: (amount, items) => `${items}-க்கான ${amount} உங்கள் அசல் கட்டண முறைக்குத் திருப்பி அனுப்பப்படுகிறது.`,
    expired: (items) => `${items}-க்கான கட்டண இணைப்பு காலாவதியானது. இங்கே எழுதுங்கள், புதிய இணைப்பை அனுப்புகிறோம்.`,
  },
  gu: {
    paid: (amount, items) => `${items} માટે તમારી ${amount} ની ચુકવણી મળી ગઈ છે. આભાર.`,
    refunded: (amount, items) => `${items} ના ${amount} તમારી મૂળ ચુકવણી પદ્ધતિમાં પાછા મોકલાઈ રહ્યા છે.`,
    expired: (items) => `${items} ની ચુકવણી લિંકની મુદત પૂરી થઈ છે. અહીં લખો, અમે નવી લિંક મોકલીશું.`,
  },
  ur: {
    paid: (amount, items) => `${items} کے لیے آپ کی ${amount} کی ادائیگی مل گئی ہے۔ شکریہ۔`,
    refunded: (amount, items) => `${items} کے ${amount} آپ کے اصل ادائیگی کے طریقے پر واپس بھیجے جا رہے ہیں۔`,
    expired: (items) => `${items} کا ادائیگی لنک ختم ہو گیا ہے۔ یہاں لکھیں، ہم نیا لنک بھیج دیں گے۔`,
  },
};

/** The phrases of a language, or English if it is not supported. */
export function paymentPhrasesFor(language: string): PaymentPhrases {
  return inLanguage(byLanguage, language, english);
}
