import { inLanguage } from "./in-language.ts";
/** Fixed replies in every supported language, for when no model may or can write them. */
export interface Phrases {
  /** The customer asked for a person. */
  readonly requestedHandoff: string;
  /** One of the tenant's triggers holds. */
  readonly concernHandoff: string;
  readonly medicalHandoff: string;
  /** Follows `concernHandoff` where a ticket was left. */
  readonly requestNumber: string;
  /** The platform cannot answer. */
  readonly troubleHandoff: string;
  /** The guard stopped the reply: this text claims nothing and offers a person. */
  readonly unsure: string;
}

const english: Phrases = {
  requestedHandoff: "Of course. I am asking a colleague to take over, who will read what we have written here.",
  concernHandoff: "I want you to be looked after properly, so I am asking a colleague to take over here.",
  requestNumber: "The number of your request is {number}.",
  medicalHandoff:
    "This should be looked at by a medical professional, so I am alerting our team now. If it is an emergency, please call your local emergency number (112 in India) at once.",
  troubleHandoff:
    "I am sorry, something is not working on my side. I have told our team, and a colleague will answer you here.",
  unsure:
    "I am not sure enough to answer that correctly. Shall I connect you to a colleague, or can you tell me a little more about what you need?",
};

const byLanguage: Readonly<Record<string, Phrases>> = {
  en: english,
  hi: {
    requestedHandoff: "ज़रूर। मैं अपने एक सहकर्मी से आपकी मदद करने को कह रही हूँ। वे हमारी बातचीत पढ़ेंगे।",
    concernHandoff: "मैं चाहती हूँ कि आपकी बात ठीक से सुनी जाए, इसलिए मैं एक सहकर्मी से आपकी मदद करने को कह रही हूँ।",
    requestNumber: "आपके अनुरोध का नंबर {number} है।",
    medicalHandoff:
      "इसे किसी चिकित्सा विशेषज्ञ को देखना चाहिए, इसलिए मैं अपनी टीम को अभी सूचित कर रही हूँ। अगर यह आपात स्थिति है, तो कृपया तुरंत 112 पर कॉल करें।",
    troubleHandoff: "माफ़ कीजिए, मेरी ओर से कुछ तकनीकी समस्या है। मैंने अपनी टीम को बता दिया है; एक सहकर्मी आपको यहीं जवाब देंगे।",
    unsure: "मुझे इसका सही उत्तर पक्का नहीं पता। क्या मैं आपको किसी सहकर्मी से जोड़ दूँ, या आप थोड़ा और बता सकते हैं कि आपको क्या चाहिए?",
  },
  "hi-Latn": {
    requestedHandoff: "Zaroor. Main aapko apne ek colleague se jod rahi hoon. Woh hamari baatcheet padhenge.",
    concernHandoff:
      "Main chahti hoon ki aapki baat theek se suni jaye, isliye main aapko ek colleague se jod rahi hoon.",
    requestNumber: "Aapke request ka number {number} hai.",
    medicalHandoff:
      "Ise kisi medical expert ko dekhna chahiye, isliye main apni team ko abhi bata rahi hoon. Agar emergency hai to please turant 112 par call karein.",
    troubleHandoff:
      "Maaf kijiye, meri taraf se kuch technical problem hai. Maine team ko bata diya hai, ek colleague aapko yahin jawab denge.",
    unsure:
      "Mujhe iska sahi jawab pakka nahi pata. Kya main aapko kisi colleague se jod doon, ya aap thoda aur bata sakte hain ki aapko kya chahiye?",
  },
  bn: {
    requestedHandoff:
      "অবশ্যই। আমি আপনাকে আমাদের একজন সহকর্মীর সাথে যুক্ত করছি। তিনি আমাদের কথোপকথন পড়ে আপনাকে এখানেই উত্তর দেবেন।",
    concernHandoff:
      "আমি চাই আপনার বিষয়টি ঠিকভাবে দেখা হোক, তাই আপনাকে একজন সহকর্মীর সাথে যুক্ত করছি। তিনি শীঘ্রই এখানে উত্তর দেবেন।",
    requestNumber: "আপনার অনুরোধের নম্বর {number}।",
    medicalHandoff:
      "এটি একজন চিকিৎসা বিশেষজ্ঞের দেখা উচিত, তাই আমি এখনই আমাদের দলকে জানাচ্ছি। জরুরি অবস্থা হলে এখনই 112 নম্বরে ফোন করুন।",
    troubleHandoff: "দুঃখিত, আমার দিক থেকে কিছু কারিগরি সমস্যা হচ্ছে। আমি দলকে জানিয়েছি; একজন সহকর্মী আপনাকে এখানেই উত্তর দেবেন।",
    unsure: "এর সঠিক উত্তর আমি নিশ্চিতভাবে জানি না। আপনাকে কি একজন সহকর্মীর সাথে যুক্ত করব, নাকি আপনার কী দরকার তা আরেকটু বলবেন?",
  },
  te: {
    requestedHandoff: "తప్పకుండా. మిమ్మల్ని మా సహోద్యోగికి కలుపుతున్నాను. వారు మన సంభాషణ చదివి ఇక్కడే మీకు సమాధానం ఇస్తారు.",
    concernHandoff: "మీ విషయం సరిగ్గా చూడాలని కోరుకుంటున్నాను, అందుకే మిమ్మల్ని మా సహోద్యోగికి కలుపుతున్నాను. వారు త్వరలో ఇక్కడే సమాధానం ఇస్తారు.",
    requestNumber: "మీ అభ్యర్థన సంఖ్య {number}.",
    medicalHandoff: "దీన్ని వైద్య నిపుణులు చూడాలి, కాబట్టి ఇప్పుడే మా బృందానికి తెలియజేస్తున్నాను. అత్యవసరమైతే వెంటనే 112 కు కాల్ చేయండి.",
    troubleHandoff: "క్షమించండి, నా వైపు సాంకేతిక సమస్య ఉంది. మా బృందానికి తెలియజేశాను; ఒక సహోద్యోగి మీకు ఇక్కడే సమాధానం ఇస్తారు.",
    unsure: "దీనికి సరైన సమాధానం నాకు ఖచ్చితంగా తెలియదు. మిమ్మల్ని సహోద్యోగికి కలపమంటారా, లేక మీకు ఏమి కావాలో ఇంకొంచెం చెబుతారా?",
  },
  mr: {
    requestedHandoff: "नक्कीच. मी तुम्हाला माझ्या एका सहकाऱ्याशी जोडत आहे. ते आपले संभाषण वाचून तुम्हाला इथेच उत्तर देतील.",
    concernHandoff: "तुमच्याकडे नीट लक्ष दिले जावे असे मला वाटते, म्हणून मी तुम्हाला एका सहकाऱ्याशी जोडत आहे. ते लवकरच इथे उत्तर देतील.",
    requestNumber: "तुमच्या विनंतीचा क्रमांक {number} आहे.",
    medicalHandoff:
      "हे वैद्यकीय तज्ज्ञाने पाहायला हवे, म्हणून मी आमच्या टीमला आत्ताच कळवत आहे. आपत्कालीन परिस्थिती असल्यास कृपया लगेच 112 वर कॉल करा.",
    troubleHandoff: "क्षमस्व, माझ्याकडून काही तांत्रिक अडचण आहे. मी टीमला कळवले आहे; एक सहकारी तुम्हाला इथेच उत्तर देतील.",
    unsure: "याचे अचूक उत्तर मला खात्रीने माहीत नाही. तुम्हाला एखाद्या सहकाऱ्याशी जोडू का, की तुम्हाला काय हवे ते थोडे अधिक सांगाल?",
  },
  ta: {
    requestedHandoff: "நிச்சயமாக. உங்களை என் சக ஊழியருடன் இணைக்கிறேன். அவர் நம் உரையாடலைப் படித்து இங்கேயே பதிலளிப்பார்.",
    concernHandoff:
      "உங்கள் விஷயம் சரியாகக் கவனிக்கப்பட வேண்டும், எனவே உங்களை ஒரு சக ஊழியருடன் இணைக்கிறேன். அவர் விரைவில் இங்கேயே பதிலளிப்பார்.",
    requestNumber: "உங்கள் கோரிக்கை எண் {number}.",
    medicalHandoff:
      "இதை ஒரு மருத்துவ நிபுணர் பார்க்க வேண்டும், எனவே எங்கள் குழுவுக்கு இப்போதே தெரிவிக்கிறேன். அவசரநிலை என்றால் உடனே 112 ஐ அழைக்கவும்.",
    troubleHandoff:
      "மன்னிக்கவும், என் பக்கத்தில் தொழில்நுட்பச் சிக்கல் உள்ளது. குழுவுக்குத் தெரிவித்துள்ளேன்; ஒரு சக ஊழியர் இங்கேயே பதிலளிப்பார்.",
    unsure:
      "இதற்கான சரியான பதில் எனக்கு உறுதியாகத் தெரியவில்லை. உங்களை ஒரு சக ஊழியருடன் இணைக்கட்டுமா, அல்லது உங்களுக்கு என்ன தேவை என்று இன்னும் கொஞ்சம் சொல்வீர்களா?",
  },
  gu: {
    requestedHandoff: "ચોક્કસ. હું તમને મારા એક સહકર્મી સાથે જોડું છું. તેઓ આપણી વાતચીત વાંચીને તમને અહીં જ જવાબ આપશે.",
    concernHandoff: "તમારી વાત પર બરાબર ધ્યાન અપાય એમ હું ઇચ્છું છું, તેથી તમને એક સહકર્મી સાથે જોડું છું. તેઓ જલદી અહીં જવાબ આપશે.",
    requestNumber: "તમારી વિનંતીનો નંબર {number} છે.",
    medicalHandoff:
      "આ તબીબી નિષ્ણાતે જોવું જોઈએ, તેથી હું અમારી ટીમને હમણાં જ જાણ કરું છું. જો કટોકટી હોય તો કૃપા કરીને તરત 112 પર ફોન કરો.",
    troubleHandoff: "માફ કરશો, મારી બાજુએ કોઈ તકનીકી સમસ્યા છે. મેં ટીમને જાણ કરી છે; એક સહકર્મી તમને અહીં જ જવાબ આપશે.",
    unsure: "આનો સાચો જવાબ મને ખાતરીપૂર્વક ખબર નથી. શું હું તમને કોઈ સહકર્મી સાથે જોડું, કે તમને શું જોઈએ છે તે થોડું વધુ કહેશો?",
  },
  ur: {
    requestedHandoff: "ضرور۔ میں آپ کو اپنے ایک ساتھی سے ملا رہی ہوں۔ وہ ہماری گفتگو پڑھ کر آپ کو یہیں جواب دیں گے۔",
    concernHandoff:
      "میں چاہتی ہوں کہ آپ کی بات ٹھیک سے سنی جائے، اس لیے آپ کو ایک ساتھی سے ملا رہی ہوں۔ وہ جلد یہیں جواب دیں گے۔",
    requestNumber: "آپ کی درخواست کا نمبر {number} ہے۔",
    medicalHandoff:
      "اسے کسی طبی ماہر کو دیکھنا چاہیے، اس لیے میں اپنی ٹیم کو ابھی اطلاع دے رہی ہوں۔ ہنگامی صورت میں براہِ کرم فوراً 112 پر کال کریں۔",
    troubleHandoff:
      "معاف کیجیے، میری طرف سے کوئی تکنیکی مسئلہ ہے۔ میں نے ٹیم کو بتا دیا ہے؛ ایک ساتھی آپ کو یہیں جواب دیں گے۔",
    unsure:
      "مجھے اس کا درست جواب یقین سے معلوم نہیں۔ کیا میں آپ کو کسی ساتھی سے ملا دوں، یا آپ کچھ اور بتا سکتے ہیں کہ آپ کو کیا چاہیے؟",
  },
};

/** The phrases of a language, or English for an unsupported one. */
export function phrasesFor(language: string): Phrases {
  return inLanguage(byLanguage, language, english);
}
