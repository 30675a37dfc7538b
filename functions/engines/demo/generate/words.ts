import type { DemoLanguage, DemoPattern, DemoTopic } from "../demo-config.ts";
import type { DemoIndustry } from "../industries.ts";

/** What stands on everything invented. */
export const inventedMark: Readonly<Record<DemoLanguage, string>> = {
  en: "invented example",
  hi: "काल्पनिक उदाहरण",
  ur: "فرضی مثال",
};

/** Products of an industry with prices in paise, where the client's own are not known. */
export const industryProducts: Readonly<
  Record<DemoIndustry, readonly (readonly [en: string, hi: string, ur: string, priceMinor: number])[]>
> = {
  healthcare: [
    ["Full body checkup", "पूरे शरीर की जाँच", "پورے جسم کا معائنہ", 249_900],
    ["Thyroid profile", "थायरॉइड जाँच", "تھائرائڈ ٹیسٹ", 59_900],
    ["Vitamin D test", "विटामिन डी जाँच", "وٹامن ڈی ٹیسٹ", 119_900],
    ["Doctor consultation", "डॉक्टर से परामर्श", "ڈاکٹر سے مشورہ", 60_000],
    ["Diabetes package", "मधुमेह पैकेज", "ذیابیطس پیکیج", 149_900],
  ],
  ecommerce: [
    ["Cotton kurta", "सूती कुर्ता", "سوتی کرتا", 89_900],
    ["Table lamp", "टेबल लैंप", "ٹیبل لیمپ", 149_900],
    ["Steel water bottle", "स्टील की बोतल", "اسٹیل کی بوتل", 49_900],
    ["Bedsheet set", "चादर सेट", "چادر سیٹ", 129_900],
    ["Desk organiser", "डेस्क ऑर्गनाइज़र", "ڈیسک آرگنائزر", 69_900],
  ],
  education: [
    ["Foundation course", "फ़ाउंडेशन कोर्स", "فاؤنڈیشن کورس", 1_499_900],
    ["Crash course", "क्रैश कोर्स", "کریش کورس", 799_900],
    ["Mock test series", "मॉक टेस्ट सीरीज़", "ماک ٹیسٹ سیریز", 249_900],
    ["Weekend batch", "सप्ताहांत बैच", "ویک اینڈ بیچ", 999_900],
    ["One-to-one coaching", "व्यक्तिगत कोचिंग", "انفرادی کوچنگ", 120_000],
  ],
  "real-estate": [
    ["1 BHK apartment", "1 बीएचके फ़्लैट", "1 بی ایچ کے فلیٹ", 450_000_000],
    ["2 BHK apartment", "2 बीएचके फ़्लैट", "2 بی ایچ کے فلیٹ", 720_000_000],
    ["3 BHK apartment", "3 बीएचके फ़्लैट", "3 بی ایچ کے فلیٹ", 990_000_000],
    ["Office space", "कार्यालय स्थान", "دفتر کی جگہ", 850_000_000],
    ["Home loan help", "गृह ऋण सहायता", "ہوم لون میں مدد", 1_500_000],
  ],
  restaurant: [
    ["Family thali", "पारिवारिक थाली", "فیملی تھالی", 79_900],
    ["Tasting menu", "टेस्टिंग मेन्यू", "ٹیسٹنگ مینو", 189_900],
    ["Paneer tikka", "पनीर टिक्का", "پنیر ٹکا", 34_900],
    ["Vegetable biryani", "सब्ज़ी बिरयानी", "سبزی بریانی", 29_900],
    ["Masala chai", "मसाला चाय", "مسالا چائے", 6_000],
  ],
};

type Sentences = readonly [string, string, string];

/** What a conversation was about. `{p}` is a product. */
export const summaries: Readonly<Record<DemoLanguage, Readonly<Record<DemoPattern, Sentences>>>> = {
  en: {
    sales_inquiry: [
      "Asked what {p} costs",
      "Compared {p} with another offer",
      "Asked whether {p} is available this week",
    ],
    support_request: [
      "Asked how far the order of {p} is",
      "Asked to change details of {p}",
      "Asked for the bill of {p}",
    ],
    complaint: [
      "Was unhappy about a delay of {p}",
      "Reported a mistake with {p}",
      "Waited too long for an answer about {p}",
    ],
    booking: ["Booked a time for {p}", "Moved a booked time of {p}", "Cancelled a booked time of {p}"],
  },
  hi: {
    sales_inquiry: ["{p} की कीमत पूछी", "{p} की तुलना दूसरे विकल्प से की", "पूछा कि इस सप्ताह {p} उपलब्ध है या नहीं"],
    support_request: ["{p} के ऑर्डर की स्थिति पूछी", "{p} का विवरण बदलने को कहा", "{p} का बिल माँगा"],
    complaint: ["{p} में देरी से नाराज़ थे", "{p} में ग़लती बताई", "{p} पर उत्तर की बहुत प्रतीक्षा की"],
    booking: ["{p} के लिए समय बुक किया", "{p} का समय बदला", "{p} का समय रद्द किया"],
  },
  ur: {
    sales_inquiry: ["{p} کی قیمت پوچھی", "{p} کا دوسری پیشکش سے موازنہ کیا", "پوچھا کہ {p} اس ہفتے دستیاب ہے یا نہیں"],
    support_request: ["{p} کے آرڈر کی صورتِ حال پوچھی", "{p} کی تفصیل بدلنے کو کہا", "{p} کا بل مانگا"],
    complaint: ["{p} میں تاخیر سے ناراض تھے", "{p} میں غلطی بتائی", "{p} کے بارے میں جواب کا بہت انتظار کیا"],
    booking: ["{p} کے لیے وقت بک کیا", "{p} کا وقت بدلا", "{p} کا وقت منسوخ کیا"],
  },
};

/** Titles and first sentences of articles. `{p}` is a product, `{n}` a number. */
export const articleWords: Readonly<
  Record<DemoLanguage, Readonly<Record<DemoTopic, readonly (readonly [string, string])[]>>>
> = {
  en: {
    product_info: [
      ["{p}: what is included", "{p} includes an introduction, the service itself and a summary in writing."],
      ["{p}: who it is for", "{p} suits people who want a clear result without a long wait."],
      ["{p}: how long it takes", "{p} usually takes {n} minutes from the beginning to the end."],
    ],
    policies: [
      ["{p}: cancelling", "{p} can be cancelled without a fee up to {n} hours before."],
      ["{p}: refunds", "A refund for {p} reaches the original payment method within {n} working days."],
      ["{p}: changes", "A change of {p} is possible up to {n} hours before, once without a fee."],
    ],
    troubleshooting: [
      [
        "{p}: the confirmation did not arrive",
        "Wait {n} minutes, then look into the spam folder for the confirmation of {p}.",
      ],
      [
        "{p}: the payment failed",
        "If a payment for {p} fails, the amount returns within {n} hours. Nothing is charged twice.",
      ],
      ["{p}: details are wrong", "Wrong details of {p} are corrected within {n} hours after a colleague was told."],
    ],
    appointments: [
      ["{p}: booking a time", "A time for {p} is booked in the chat, at least {n} hours ahead."],
      ["{p}: coming late", "Those who come more than {n} minutes late for {p} get the next free time."],
      ["{p}: what to bring", "Bring an identity card for {p} and arrive {n} minutes early."],
    ],
  },
  hi: {
    product_info: [
      ["{p}: क्या शामिल है", "{p} में परिचय, सेवा और लिखित सारांश शामिल है।"],
      ["{p}: किसके लिए है", "{p} उन लोगों के लिए है जो बिना लंबी प्रतीक्षा के स्पष्ट परिणाम चाहते हैं।"],
      ["{p}: कितना समय लगता है", "{p} में शुरू से अंत तक आम तौर पर {n} मिनट लगते हैं।"],
    ],
    policies: [
      ["{p}: रद्द करना", "{p} को {n} घंटे पहले तक बिना शुल्क रद्द किया जा सकता है।"],
      ["{p}: धन वापसी", "{p} की राशि {n} कार्य दिवसों में मूल भुगतान माध्यम पर लौटती है।"],
      ["{p}: बदलाव", "{p} में {n} घंटे पहले तक एक बार बिना शुल्क बदलाव हो सकता है।"],
    ],
    troubleshooting: [
      ["{p}: पुष्टि नहीं मिली", "{n} मिनट प्रतीक्षा करें, फिर {p} की पुष्टि स्पैम फ़ोल्डर में देखें।"],
      ["{p}: भुगतान विफल हुआ", "{p} का भुगतान विफल होने पर राशि {n} घंटे में लौट आती है। दो बार शुल्क नहीं लगता।"],
      ["{p}: विवरण ग़लत है", "{p} का ग़लत विवरण सहकर्मी को बताने के {n} घंटे में सुधारा जाता है।"],
    ],
    appointments: [
      ["{p}: समय बुक करना", "{p} का समय कम से कम {n} घंटे पहले चैट में बुक होता है।"],
      ["{p}: देर से आना", "{p} के लिए {n} मिनट से अधिक देर से आने पर अगला खाली समय मिलता है।"],
      ["{p}: क्या लाएँ", "{p} के लिए पहचान पत्र लाएँ और {n} मिनट पहले आएँ।"],
    ],
  },
  ur: {
    product_info: [
      ["{p}: کیا شامل ہے", "{p} میں تعارف، خدمت اور تحریری خلاصہ شامل ہے۔"],
      ["{p}: کس کے لیے ہے", "{p} ان لوگوں کے لیے ہے جو لمبے انتظار کے بغیر واضح نتیجہ چاہتے ہیں۔"],
      ["{p}: کتنا وقت لگتا ہے", "{p} میں شروع سے آخر تک عام طور پر {n} منٹ لگتے ہیں۔"],
    ],
    policies: [
      ["{p}: منسوخی", "{p} کو {n} گھنٹے پہلے تک بغیر فیس منسوخ کیا جا سکتا ہے۔"],
      ["{p}: رقم کی واپسی", "{p} کی رقم {n} کام کے دنوں میں اسی ذریعے سے واپس آتی ہے جس سے ادا ہوئی تھی۔"],
      ["{p}: تبدیلی", "{p} میں {n} گھنٹے پہلے تک ایک بار بغیر فیس تبدیلی ہو سکتی ہے۔"],
    ],
    troubleshooting: [
      ["{p}: تصدیق نہیں ملی", "{n} منٹ انتظار کریں، پھر {p} کی تصدیق اسپام فولڈر میں دیکھیں۔"],
      [
        "{p}: ادائیگی ناکام ہوئی",
        "{p} کی ادائیگی ناکام ہو تو رقم {n} گھنٹے میں واپس آ جاتی ہے۔ دو بار رقم نہیں لی جاتی۔",
      ],
      ["{p}: تفصیل غلط ہے", "{p} کی غلط تفصیل ساتھی کو بتانے کے {n} گھنٹے میں درست کر دی جاتی ہے۔"],
    ],
    appointments: [
      ["{p}: وقت بک کرنا", "{p} کا وقت کم از کم {n} گھنٹے پہلے چیٹ میں بک ہوتا ہے۔"],
      ["{p}: دیر سے آنا", "{p} کے لیے {n} منٹ سے زیادہ دیر سے آنے پر اگلا خالی وقت ملتا ہے۔"],
      ["{p}: کیا ساتھ لائیں", "{p} کے لیے شناختی کارڈ لائیں اور {n} منٹ پہلے آئیں۔"],
    ],
  },
};

/** What an article's title adds, so that articles about one product differ. The empty one stands for the usual case. */
export const circumstances: Readonly<Record<DemoLanguage, readonly string[]>> = {
  en: [
    "",
    "at the weekend",
    "in the evening",
    "for new customers",
    "for families",
    "for groups",
    "with a voucher",
    "paid by UPI",
    "paid by card",
    "on public holidays",
    "for senior citizens",
    "for companies",
  ],
  hi: [
    "",
    "सप्ताहांत में",
    "शाम को",
    "नए ग्राहकों के लिए",
    "परिवारों के लिए",
    "समूहों के लिए",
    "वाउचर के साथ",
    "यूपीआई से भुगतान पर",
    "कार्ड से भुगतान पर",
    "सार्वजनिक छुट्टियों पर",
    "वरिष्ठ नागरिकों के लिए",
    "कंपनियों के लिए",
  ],
  ur: [
    "",
    "ویک اینڈ پر",
    "شام کو",
    "نئے گاہکوں کے لیے",
    "خاندانوں کے لیے",
    "گروپوں کے لیے",
    "واؤچر کے ساتھ",
    "یو پی آئی سے ادائیگی پر",
    "کارڈ سے ادائیگی پر",
    "سرکاری چھٹیوں پر",
    "بزرگ شہریوں کے لیے",
    "کمپنیوں کے لیے",
  ],
};

/** In the words of the question, so that a search for a price finds it before what is invented about the product. */
export const priceWords: Readonly<Record<DemoLanguage, (product: string) => string>> = {
  en: (product) => `What ${product} costs, how much it is, its price`,
  hi: (product) => `${product} की कीमत`,
  ur: (product) => `${product} کی قیمت، کتنے کا ہے`,
};
