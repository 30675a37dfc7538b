import { inLanguage } from "../../../shared/agent/language/in-language.ts";

/** What the agent says around its answers, in the languages of calls. */
export interface TurnPhrases {
  /** A tool takes long: the first time, and later in the same turn. */
  readonly working: readonly [string, string, string];
  /** What was just said was wrong; the right words follow. */
  readonly correction: string;
  /** An answer failed. */
  readonly trouble: string;
  /** The longest duration of a call is near. */
  readonly endIsNear: string;
  /** A person has the conversation. */
  readonly withPerson: string;
  /** The caller speaks without end. */
  readonly letMeAnswer: string;
  /** Another agent was lost in mid-call, and this one goes on. */
  readonly lineIsBack: string;
  /** The caller was asked to send a file, and nothing has come. */
  readonly nothingArrived: string;
  /** What a caller says who presses the key for a person. */
  readonly askForPerson: string;
}

const english: TurnPhrases = {
  working: ["One moment, I am checking that.", "Just a second more.", "Thank you for waiting, it is almost there."],
  correction: "Sorry, let me correct that.",
  trouble: "Sorry, something went wrong on my side. Could you say that again?",
  endIsNear: "We have about half a minute left on this call.",
  withPerson: "A colleague is taking care of this. I have passed on what you said.",
  letMeAnswer: "Let me stop you here for a moment, so that I can answer.",
  nothingArrived: "I have not received anything yet. You can send it whenever you are ready, or tell me what it says.",
  askForPerson: "I want to speak to a person.",
  lineIsBack: "Sorry, the line broke off. I am back. Please go on.",
};

const byLanguage: Readonly<Record<string, TurnPhrases>> = {
  hi: {
    working: ["एक मिनट, मैं देख रही हूँ।", "बस एक पल और।", "इंतज़ार के लिए धन्यवाद, बस हो ही गया।"],
    correction: "माफ़ कीजिए, मैं अपनी बात सुधारती हूँ।",
    trouble: "माफ़ कीजिए, मेरी ओर से कुछ गड़बड़ हुई। क्या आप दोबारा कहेंगे?",
    endIsNear: "इस कॉल में लगभग आधा मिनट बाकी है।",
    withPerson: "मेरे एक सहकर्मी इसे देख रहे हैं। आपकी बात मैंने उन तक पहुँचा दी है।",
    letMeAnswer: "एक पल रुकिए, ताकि मैं जवाब दे सकूँ।",
    nothingArrived: "मुझे अभी तक कुछ नहीं मिला है। जब तैयार हों तब भेज दीजिए, या मुझे बता दीजिए कि उसमें क्या लिखा है।",
    askForPerson: "मुझे किसी व्यक्ति से बात करनी है।",
    lineIsBack: "माफ़ कीजिए, लाइन टूट गई थी। मैं वापस आ गई हूँ, कृपया आगे बताइए।",
  },
  bn: {
    working: ["এক মুহূর্ত, আমি দেখছি।", "আর একটু সময় দিন।", "অপেক্ষার জন্য ধন্যবাদ, প্রায় হয়ে গেছে।"],
    correction: "মাফ করবেন, কথাটা ঠিক করে বলি।",
    trouble: "মাফ করবেন, আমার দিকে একটু সমস্যা হয়েছে। আবার বলবেন কি?",
    endIsNear: "এই কলে আর প্রায় আধ মিনিট বাকি আছে।",
    withPerson: "আমার একজন সহকর্মী বিষয়টি দেখছেন। আপনার কথা আমি জানিয়ে দিয়েছি।",
    letMeAnswer: "একটু থামুন, যাতে আমি উত্তর দিতে পারি।",
    nothingArrived: "আমি এখনও কিছু পাইনি। সুবিধামতো পাঠান, অথবা তাতে কী লেখা আছে আমাকে বলুন।",
    askForPerson: "আমি একজন মানুষের সঙ্গে কথা বলতে চাই।",
    lineIsBack: "মাফ করবেন, লাইন কেটে গিয়েছিল। আমি ফিরে এসেছি, দয়া করে বলুন।",
  },
  te: {
    working: ["ఒక్క నిమిషం, చూస్తున్నాను.", "ఇంకొక్క క్షణం.", "వేచి ఉన్నందుకు ధన్యవాదాలు, దాదాపు అయిపోయింది."],
    correction: "క్షమించండి, సరిచేసి చెబుతాను.",
    trouble: "క్షమించండి, నా వైపు ఏదో సమస్య వచ్చింది. మళ్లీ చెబుతారా?",
    endIsNear: "ఈ కాల్‌లో సుమారు అర నిమిషం మిగిలి ఉంది.",
    withPerson: "నా సహోద్యోగి దీన్ని చూస్తున్నారు. మీరు చెప్పింది వారికి తెలియజేశాను.",
    letMeAnswer: "ఒక్క క్షణం ఆగండి, నేను సమాధానం చెబుతాను.",
    nothingArrived: "నాకు ఇంకా ఏమీ అందలేదు. వీలైనప్పుడు పంపండి, లేదా అందులో ఏముందో చెప్పండి.",
    askForPerson: "నేను ఒక వ్యక్తితో మాట్లాడాలి.",
    lineIsBack: "క్షమించండి, లైన్ తెగిపోయింది. నేను తిరిగి వచ్చాను, దయచేసి చెప్పండి.",
  },
  mr: {
    working: ["एक मिनिट, मी पाहते.", "अजून एक क्षण.", "थांबल्याबद्दल धन्यवाद, झालंच आहे."],
    correction: "माफ करा, मी ते दुरुस्त करते.",
    trouble: "माफ करा, माझ्याकडे काहीतरी अडचण आली. पुन्हा सांगाल का?",
    endIsNear: "या कॉलमध्ये साधारण अर्धा मिनिट शिल्लक आहे.",
    withPerson: "माझे सहकारी हे पाहत आहेत. तुमचं म्हणणं मी त्यांना कळवलं आहे.",
    letMeAnswer: "एक क्षण थांबा, म्हणजे मी उत्तर देऊ शकेन.",
    nothingArrived: "मला अजून काही मिळालं नाही. तयार झाल्यावर पाठवा, किंवा त्यात काय लिहिलं आहे ते सांगा.",
    askForPerson: "मला एखाद्या व्यक्तीशी बोलायचं आहे.",
    lineIsBack: "माफ करा, लाइन तुटली होती. मी परत आले आहे, कृपया पुढे सांगा.",
  },
  ta: {
    working: ["ஒரு நிமிடம், பார்க்கிறேன்.", "இன்னும் ஒரு கணம்.", "காத்திருந்ததற்கு நன்றி, கிட்டத்தட்ட முடிந்துவிட்டது."],
    correction: "மன்னிக்கவும், அதைத் திருத்திச் சொல்கிறேன்.",
    trouble: "மன்னிக்கவும், என் பக்கத்தில் ஏதோ கோளாறு. மீண்டும் சொல்ல முடியுமா?",
    endIsNear: "இந்த அழைப்பில் சுமார் அரை நிமிடம் மீதம் உள்ளது.",
    withPerson: "என் சக பணியாளர் இதைக் கவனிக்கிறார். நீங்கள் சொன்னதை அவரிடம் தெரிவித்துவிட்டேன்.",
    letMeAnswer: "ஒரு கணம் நிறுத்துங்கள், நான் பதில் சொல்கிறேன்.",
    nothingArrived: "எனக்கு இன்னும் எதுவும் வரவில்லை. தயாரானதும் அனுப்புங்கள், அல்லது அதில் என்ன எழுதியுள்ளது என்று சொல்லுங்கள்.",
    askForPerson: "நான் ஒரு நபருடன் பேச வேண்டும்.",
    lineIsBack: "மன்னிக்கவும், இணைப்பு துண்டிக்கப்பட்டது. நான் மீண்டும் வந்துவிட்டேன், தொடர்ந்து சொல்லுங்கள்.",
  },
  gu: {
    working: ["એક મિનિટ, હું જોઈ રહી છું.", "બસ એક ક્ષણ વધુ.", "રાહ જોવા બદલ આભાર, લગભગ થઈ ગયું છે."],
    correction: "માફ કરશો, હું તે સુધારીને કહું છું.",
    trouble: "માફ કરશો, મારી તરફથી કંઈક ગરબડ થઈ. ફરી કહેશો?",
    endIsNear: "આ કૉલમાં લગભગ અડધી મિનિટ બાકી છે.",
    withPerson: "મારા સહકર્મી આ જોઈ રહ્યા છે. તમારી વાત મેં તેમને પહોંચાડી છે.",
    letMeAnswer: "એક ક્ષણ થોભો, જેથી હું જવાબ આપી શકું.",
    nothingArrived: "મને હજી કંઈ મળ્યું નથી. તૈયાર હો ત્યારે મોકલો, અથવા તેમાં શું લખ્યું છે તે કહો.",
    askForPerson: "મારે કોઈ વ્યક્તિ સાથે વાત કરવી છે.",
    lineIsBack: "માફ કરશો, લાઇન કપાઈ ગઈ હતી. હું પાછી આવી ગઈ છું, કૃપા કરીને આગળ કહો.",
  },
  ur: {
    working: ["ایک منٹ، میں دیکھ رہی ہوں۔", "بس ایک لمحہ اور۔", "انتظار کا شکریہ، بس ہونے ہی والا ہے۔"],
    correction: "معاف کیجیے، میں اپنی بات درست کرتی ہوں۔",
    trouble: "معاف کیجیے، میری طرف سے کچھ خرابی ہوئی۔ کیا آپ دوبارہ کہیں گے؟",
    endIsNear: "اس کال میں تقریباً آدھا منٹ باقی ہے۔",
    withPerson: "میرے ایک ساتھی اسے دیکھ رہے ہیں۔ آپ کی بات میں نے ان تک پہنچا دی ہے۔",
    letMeAnswer: "ایک لمحہ رکیے، تاکہ میں جواب دے سکوں۔",
    nothingArrived: "مجھے ابھی تک کچھ نہیں ملا۔ جب تیار ہوں بھیج دیجیے، یا بتا دیجیے کہ اس میں کیا لکھا ہے۔",
    askForPerson: "مجھے کسی شخص سے بات کرنی ہے۔",
    lineIsBack: "معاف کیجیے، لائن کٹ گئی تھی۔ میں واپس آ گئی ہوں، براہِ کرم آگے بتائیے۔",
  },
};

export function turnPhrases(language: string): TurnPhrases {
  return inLanguage(byLanguage, language, english);
}
