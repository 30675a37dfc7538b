import { inLanguage } from "../agent/language/in-language.ts";

/** What a call says without a model, in every supported language. `{…}` is filled in. */
export interface CallPhrases {
  readonly greeting: string;
  readonly recordingNotice: string;
  /** Nobody has spoken for a while: the first question, and the later ones. */
  readonly stillThere: readonly [string, string];
  /** The agent hangs up: the caller says nothing, or the longest duration is reached. */
  readonly silentGoodbye: string;
  readonly longestGoodbye: string;
  /** A tool takes long. */
  readonly oneMoment: string;
  /** Speech was not understood, or the agent is out of order. */
  readonly notUnderstood: string;
  readonly outOfOrder: string;
  /** The menu of keys: this language, a named choice, a person. */
  readonly keyForLanguage: string;
  readonly keyForLabel: string;
  readonly keyForPerson: string;
}

const english: CallPhrases = {
  greeting: "Hello, this is {agent_name} from {client_name}. How can I help you?",
  recordingNotice: "This call is recorded.",
  stillThere: ["Are you still there?", "I cannot hear you. Are you on the line?"],
  silentGoodbye: "I cannot hear you, so I am ending the call now. Please call again any time. Goodbye.",
  longestGoodbye:
    "We have reached the longest duration of a call. Please call again if you need anything else. Goodbye.",
  oneMoment: "One moment, please.",
  notUnderstood: "Sorry, I did not understand that. Could you say it again?",
  outOfOrder: "I am sorry, something is not working on my side. Please call again in a few minutes.",
  keyForLanguage: "For English, press {key}.",
  keyForLabel: "For {label}, press {key}.",
  keyForPerson: "To speak to a person, press {key}.",
};

const byLanguage: Readonly<Record<string, CallPhrases>> = {
  en: english,
  hi: {
    greeting: "नमस्ते, मैं {client_name} से {agent_name} बोल रही हूँ। मैं आपकी क्या मदद कर सकती हूँ?",
    recordingNotice: "यह कॉल रिकॉर्ड की जा रही है।",
    stillThere: ["क्या आप लाइन पर हैं?", "मुझे आपकी आवाज़ नहीं आ रही। क्या आप लाइन पर हैं?"],
    silentGoodbye: "मुझे आपकी आवाज़ नहीं आ रही, इसलिए मैं कॉल बंद कर रही हूँ। आप कभी भी दोबारा कॉल कर सकते हैं। नमस्ते।",
    longestGoodbye: "कॉल का समय पूरा हो गया है। कुछ और चाहिए तो कृपया दोबारा कॉल करें। नमस्ते।",
    oneMoment: "एक मिनट रुकिए।",
    notUnderstood: "माफ़ कीजिए, मैं समझ नहीं पाई। क्या आप दोबारा कहेंगे?",
    outOfOrder: "माफ़ कीजिए, मेरी ओर से कुछ तकनीकी समस्या है। कृपया कुछ मिनट बाद दोबारा कॉल करें।",
    keyForLanguage: "हिंदी के लिए {key} दबाइए।",
    keyForLabel: "{label} के लिए {key} दबाइए।",
    keyForPerson: "किसी व्यक्ति से बात करने के लिए {key} दबाइए।",
  },
  bn: {
    greeting: "নমস্কার, আমি {client_name} থেকে {agent_name} বলছি। আপনাকে কীভাবে সাহায্য করতে পারি?",
    recordingNotice: "এই কল রেকর্ড করা হচ্ছে।",
    stillThere: ["আপনি কি লাইনে আছেন?", "আমি আপনার কথা শুনতে পাচ্ছি না। আপনি কি লাইনে আছেন?"],
    silentGoodbye: "আমি আপনার কথা শুনতে পাচ্ছি না, তাই কলটি শেষ করছি। যে কোনো সময় আবার ফোন করবেন। নমস্কার।",
    longestGoodbye: "কলের সময় শেষ হয়েছে। আর কিছু লাগলে আবার ফোন করবেন। নমস্কার।",
    oneMoment: "এক মুহূর্ত অপেক্ষা করুন।",
    notUnderstood: "মাফ করবেন, বুঝতে পারিনি। আবার বলবেন কি?",
    outOfOrder: "দুঃখিত, আমার দিক থেকে কিছু কারিগরি সমস্যা হচ্ছে। কয়েক মিনিট পরে আবার ফোন করুন।",
    keyForLanguage: "বাংলার জন্য {key} টিপুন।",
    keyForLabel: "{label} এর জন্য {key} টিপুন।",
    keyForPerson: "কারও সঙ্গে কথা বলতে {key} টিপুন।",
  },
  te: {
    greeting: "నమస్తే, నేను {client_name} నుండి {agent_name} మాట్లాడుతున్నాను. మీకు ఎలా సహాయం చేయగలను?",
    recordingNotice: "ఈ కాల్ రికార్డ్ అవుతోంది.",
    stillThere: ["మీరు లైన్‌లో ఉన్నారా?", "మీ మాట వినిపించడం లేదు. మీరు లైన్‌లో ఉన్నారా?"],
    silentGoodbye: "మీ మాట వినిపించడం లేదు, అందుకే కాల్ ముగిస్తున్నాను. ఎప్పుడైనా మళ్లీ కాల్ చేయండి. నమస్తే.",
    longestGoodbye: "కాల్ సమయం పూర్తయింది. ఇంకేమైనా కావాలంటే మళ్లీ కాల్ చేయండి. నమస్తే.",
    oneMoment: "ఒక్క నిమిషం ఆగండి.",
    notUnderstood: "క్షమించండి, అర్థం కాలేదు. మళ్లీ చెబుతారా?",
    outOfOrder: "క్షమించండి, నా వైపు సాంకేతిక సమస్య ఉంది. కొన్ని నిమిషాల తర్వాత మళ్లీ కాల్ చేయండి.",
    keyForLanguage: "తెలుగు కోసం {key} నొక్కండి.",
    keyForLabel: "{label} కోసం {key} నొక్కండి.",
    keyForPerson: "ఒక వ్యక్తితో మాట్లాడటానికి {key} నొక్కండి.",
  },
  mr: {
    greeting: "नमस्कार, मी {client_name} मधून {agent_name} बोलत आहे. मी तुमची काय मदत करू शकते?",
    recordingNotice: "हा कॉल रेकॉर्ड केला जात आहे.",
    stillThere: ["तुम्ही लाइनवर आहात का?", "मला तुमचा आवाज येत नाही. तुम्ही लाइनवर आहात का?"],
    silentGoodbye: "मला तुमचा आवाज येत नाही, म्हणून मी कॉल बंद करत आहे. कधीही पुन्हा कॉल करा. नमस्कार.",
    longestGoodbye: "कॉलची वेळ पूर्ण झाली आहे. आणखी काही हवे असल्यास पुन्हा कॉल करा. नमस्कार.",
    oneMoment: "एक मिनिट थांबा.",
    notUnderstood: "माफ करा, मला समजले नाही. पुन्हा सांगाल का?",
    outOfOrder: "क्षमस्व, माझ्याकडून काही तांत्रिक अडचण आहे. कृपया काही मिनिटांनी पुन्हा कॉल करा.",
    keyForLanguage: "मराठीसाठी {key} दाबा.",
    keyForLabel: "{label} साठी {key} दाबा.",
    keyForPerson: "एखाद्या व्यक्तीशी बोलण्यासाठी {key} दाबा.",
  },
  ta: {
    greeting: "வணக்கம், நான் {client_name} இலிருந்து {agent_name} பேசுகிறேன். உங்களுக்கு எப்படி உதவலாம்?",
    recordingNotice: "இந்த அழைப்பு பதிவு செய்யப்படுகிறது.",
    stillThere: ["நீங்கள் இணைப்பில் இருக்கிறீர்களா?", "உங்கள் குரல் கேட்கவில்லை. நீங்கள் இணைப்பில் இருக்கிறீர்களா?"],
    silentGoodbye: "உங்கள் குரல் கேட்கவில்லை, எனவே அழைப்பை முடிக்கிறேன். எப்போது வேண்டுமானாலும் மீண்டும் அழையுங்கள். வணக்கம்.",
    longestGoodbye: "அழைப்பின் நேரம் முடிந்துவிட்டது. வேறு ஏதாவது தேவைப்பட்டால் மீண்டும் அழையுங்கள். வணக்கம்.",
    oneMoment: "ஒரு நிமிடம் பொறுங்கள்.",
    notUnderstood: "மன்னிக்கவும், எனக்குப் புரியவில்லை. மீண்டும் சொல்வீர்களா?",
    outOfOrder: "மன்னிக்கவும், என் பக்கத்தில் தொழில்நுட்பச் சிக்கல் உள்ளது. சில நிமிடங்களில் மீண்டும் அழையுங்கள்.",
    keyForLanguage: "தமிழுக்கு {key} ஐ அழுத்துங்கள்.",
    keyForLabel: "{label} என்றால் {key} ஐ அழுத்துங்கள்.",
    keyForPerson: "ஒருவரிடம் பேச {key} ஐ அழுத்துங்கள்.",
  },
  gu: {
    greeting: "નમસ્તે, હું {client_name} તરફથી {agent_name} બોલું છું. હું તમારી શું મદદ કરી શકું?",
    recordingNotice: "આ કૉલ રેકોર્ડ થઈ રહ્યો છે.",
    stillThere: ["તમે લાઇન પર છો?", "મને તમારો અવાજ સંભળાતો નથી. તમે લાઇન પર છો?"],
    silentGoodbye: "મને તમારો અવાજ સંભળાતો નથી, તેથી હું કૉલ બંધ કરું છું. ગમે ત્યારે ફરી કૉલ કરજો. નમસ્તે.",
    longestGoodbye: "કૉલનો સમય પૂરો થયો છે. બીજું કંઈ જોઈએ તો ફરી કૉલ કરજો. નમસ્તે.",
    oneMoment: "એક મિનિટ થોભો.",
    notUnderstood: "માફ કરશો, હું સમજી નહીં. ફરી કહેશો?",
    outOfOrder: "માફ કરશો, મારી બાજુએ કોઈ તકનીકી સમસ્યા છે. થોડી મિનિટ પછી ફરી કૉલ કરો.",
    keyForLanguage: "ગુજરાતી માટે {key} દબાવો.",
    keyForLabel: "{label} માટે {key} દબાવો.",
    keyForPerson: "કોઈ વ્યક્તિ સાથે વાત કરવા {key} દબાવો.",
  },
  ur: {
    greeting: "السلام علیکم، میں {client_name} سے {agent_name} بول رہی ہوں۔ میں آپ کی کیا مدد کر سکتی ہوں؟",
    recordingNotice: "یہ کال ریکارڈ کی جا رہی ہے۔",
    stillThere: ["کیا آپ لائن پر ہیں؟", "مجھے آپ کی آواز نہیں آ رہی۔ کیا آپ لائن پر ہیں؟"],
    silentGoodbye:
      "مجھے آپ کی آواز نہیں آ رہی، اس لیے میں کال ختم کر رہی ہوں۔ آپ کبھی بھی دوبارہ کال کر سکتے ہیں۔ خدا حافظ۔",
    longestGoodbye: "کال کا وقت پورا ہو گیا ہے۔ کچھ اور چاہیے تو دوبارہ کال کیجیے۔ خدا حافظ۔",
    oneMoment: "ایک منٹ رکیے۔",
    notUnderstood: "معاف کیجیے، میں سمجھ نہیں پائی۔ کیا آپ دوبارہ کہیں گے؟",
    outOfOrder: "معاف کیجیے، میری طرف سے کوئی تکنیکی مسئلہ ہے۔ براہِ کرم چند منٹ بعد دوبارہ کال کیجیے۔",
    keyForLanguage: "اردو کے لیے {key} دبائیے۔",
    keyForLabel: "{label} کے لیے {key} دبائیے۔",
    keyForPerson: "کسی شخص سے بات کرنے کے لیے {key} دبائیے۔",
  },
};

/** The phrases of a language, or English for an unsupported one. */
export function callPhrases(language: string): CallPhrases {
  return inLanguage(byLanguage, language, english);
}
