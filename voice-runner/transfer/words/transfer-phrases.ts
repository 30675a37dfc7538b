import { inLanguage } from "../../../shared/agent/language/in-language.ts";

/** What a call says while it fetches a person, in the languages of calls. `{…}` is filled in. */
export interface TransferPhrases {
  /** To the caller: the telephone begins to ring, still rings, nobody was reached. */
  readonly connecting: string;
  readonly stillConnecting: string;
  readonly notReached: string;
  /** To the caller and the colleague: they hear each other from now on. */
  readonly connected: string;
  /** To the caller: an operator has the conversation, and has given it back. */
  readonly colleagueIsThere: string;
  readonly agentIsBack: string;
  /** To the colleague who has answered. */
  readonly whoCalls: string;
  readonly lastWords: string;
  readonly howToAccept: string;
}

const english: TransferPhrases = {
  connecting: "I am connecting you to a colleague. Please stay on the line.",
  stillConnecting: "I am still trying to reach a colleague. Please stay on the line.",
  notReached: "I am sorry, none of my colleagues could be reached just now.",
  connected: "You are connected now.",
  colleagueIsThere: "A colleague is with you now. Please go on.",
  agentIsBack: "I am back with you. How can I help?",
  whoCalls: "This is the assistant of {client_name}. I have {caller} on the line.",
  lastWords: "The caller said last: {words}",
  howToAccept: "To take the call, press 1 or say yes. To decline, press 2 or say no.",
};

const byLanguage: Readonly<Record<string, TransferPhrases>> = {
  hi: {
    connecting: "मैं आपको अपने सहकर्मी से जोड़ रही हूँ। कृपया लाइन पर बने रहिए।",
    stillConnecting: "मैं अब भी सहकर्मी से संपर्क कर रही हूँ। कृपया लाइन पर बने रहिए।",
    notReached: "माफ़ कीजिए, अभी किसी सहकर्मी से संपर्क नहीं हो पाया।",
    connected: "अब आप जुड़ गए हैं।",
    colleagueIsThere: "अब मेरे एक सहकर्मी आपके साथ हैं। कृपया बताइए।",
    agentIsBack: "मैं फिर से आपके साथ हूँ। बताइए, क्या मदद करूँ?",
    whoCalls: "मैं {client_name} की सहायक बोल रही हूँ। लाइन पर {caller} हैं।",
    lastWords: "उन्होंने आख़िर में कहा: {words}",
    howToAccept: "कॉल लेने के लिए 1 दबाइए या हाँ कहिए। मना करने के लिए 2 दबाइए या नहीं कहिए।",
  },
  bn: {
    connecting: "আমি আপনাকে একজন সহকর্মীর সঙ্গে যুক্ত করছি। অনুগ্রহ করে লাইনে থাকুন।",
    stillConnecting: "আমি এখনও সহকর্মীর সঙ্গে যোগাযোগের চেষ্টা করছি। অনুগ্রহ করে লাইনে থাকুন।",
    notReached: "দুঃখিত, এই মুহূর্তে কোনো সহকর্মীকে পাওয়া গেল না।",
    connected: "এখন আপনারা যুক্ত হয়েছেন।",
    colleagueIsThere: "এখন আমার একজন সহকর্মী আপনার সঙ্গে আছেন। দয়া করে বলুন।",
    agentIsBack: "আমি আবার আপনার সঙ্গে আছি। কীভাবে সাহায্য করতে পারি?",
    whoCalls: "আমি {client_name} এর সহকারী বলছি। লাইনে আছেন {caller}।",
    lastWords: "তিনি শেষে বলেছেন: {words}",
    howToAccept: "কলটি নিতে 1 টিপুন বা হ্যাঁ বলুন। না নিতে 2 টিপুন বা না বলুন।",
  },
  te: {
    connecting: "మిమ్మల్ని మా సహోద్యోగితో కలుపుతున్నాను. దయచేసి లైన్‌లో ఉండండి.",
    stillConnecting: "సహోద్యోగిని సంప్రదించడానికి ఇంకా ప్రయత్నిస్తున్నాను. దయచేసి లైన్‌లో ఉండండి.",
    notReached: "క్షమించండి, ప్రస్తుతం సహోద్యోగులు ఎవరూ అందుబాటులోకి రాలేదు.",
    connected: "ఇప్పుడు మీరు మాట్లాడవచ్చు.",
    colleagueIsThere: "ఇప్పుడు మా సహోద్యోగి మీతో ఉన్నారు. దయచేసి చెప్పండి.",
    agentIsBack: "నేను మళ్లీ మీతో ఉన్నాను. ఎలా సహాయం చేయగలను?",
    whoCalls: "నేను {client_name} సహాయకురాలిని. లైన్‌లో {caller} ఉన్నారు.",
    lastWords: "వారు చివరగా అన్నది: {words}",
    howToAccept: "కాల్ తీసుకోవడానికి 1 నొక్కండి లేదా అవును అనండి. వద్దంటే 2 నొక్కండి లేదా వద్దు అనండి.",
  },
  mr: {
    connecting: "मी तुम्हाला माझ्या सहकाऱ्याशी जोडत आहे. कृपया लाइनवर थांबा.",
    stillConnecting: "मी अजूनही सहकाऱ्याशी संपर्क करत आहे. कृपया लाइनवर थांबा.",
    notReached: "माफ करा, आत्ता कोणत्याही सहकाऱ्याशी संपर्क होऊ शकला नाही.",
    connected: "आता तुम्ही जोडले गेला आहात.",
    colleagueIsThere: "आता माझे एक सहकारी तुमच्यासोबत आहेत. कृपया सांगा.",
    agentIsBack: "मी पुन्हा तुमच्यासोबत आहे. काय मदत करू?",
    whoCalls: "मी {client_name} ची सहाय्यक बोलत आहे. लाइनवर {caller} आहेत.",
    lastWords: "ते शेवटी म्हणाले: {words}",
    howToAccept: "कॉल घेण्यासाठी 1 दाबा किंवा होय म्हणा. नको असल्यास 2 दाबा किंवा नाही म्हणा.",
  },
  ta: {
    connecting: "உங்களை என் சக பணியாளருடன் இணைக்கிறேன். தயவுசெய்து இணைப்பில் இருங்கள்.",
    stillConnecting: "சக பணியாளரைத் தொடர்புகொள்ள இன்னும் முயல்கிறேன். தயவுசெய்து இணைப்பில் இருங்கள்.",
    notReached: "மன்னிக்கவும், இப்போது எந்தச் சக பணியாளரையும் தொடர்புகொள்ள முடியவில்லை.",
    connected: "இப்போது நீங்கள் பேசலாம்.",
    colleagueIsThere: "இப்போது என் சக பணியாளர் உங்களுடன் இருக்கிறார். தயவுசெய்து சொல்லுங்கள்.",
    agentIsBack: "நான் மீண்டும் உங்களுடன் இருக்கிறேன். எப்படி உதவட்டும்?",
    whoCalls: "நான் {client_name} நிறுவனத்தின் உதவியாளர். இணைப்பில் {caller} இருக்கிறார்.",
    lastWords: "அவர் கடைசியாகச் சொன்னது: {words}",
    howToAccept: "அழைப்பை ஏற்க 1 ஐ அழுத்துங்கள் அல்லது ஆம் என்று சொல்லுங்கள். மறுக்க 2 ஐ அழுத்துங்கள் அல்லது வேண்டாம் என்று சொல்லுங்கள்.",
  },
  gu: {
    connecting: "હું તમને મારા સહકર્મી સાથે જોડી રહી છું. કૃપા કરીને લાઇન પર રહો.",
    stillConnecting: "હું હજી સહકર્મીનો સંપર્ક કરી રહી છું. કૃપા કરીને લાઇન પર રહો.",
    notReached: "માફ કરશો, હમણાં કોઈ સહકર્મીનો સંપર્ક થઈ શક્યો નથી.",
    connected: "હવે તમે જોડાઈ ગયા છો.",
    colleagueIsThere: "હવે મારા એક સહકર્મી તમારી સાથે છે. કૃપા કરીને કહો.",
    agentIsBack: "હું ફરી તમારી સાથે છું. શું મદદ કરું?",
    whoCalls: "હું {client_name} ની સહાયક બોલું છું. લાઇન પર {caller} છે.",
    lastWords: "તેમણે છેલ્લે કહ્યું: {words}",
    howToAccept: "કૉલ લેવા 1 દબાવો અથવા હા કહો. ના લેવા 2 દબાવો અથવા ના કહો.",
  },
  ur: {
    connecting: "میں آپ کو اپنے ساتھی سے ملا رہی ہوں۔ براہِ کرم لائن پر رہیے۔",
    stillConnecting: "میں اب بھی ساتھی سے رابطہ کر رہی ہوں۔ براہِ کرم لائن پر رہیے۔",
    notReached: "معاف کیجیے، اس وقت کسی ساتھی سے رابطہ نہیں ہو سکا۔",
    connected: "اب آپ بات کر سکتے ہیں۔",
    colleagueIsThere: "اب میرے ایک ساتھی آپ کے ساتھ ہیں۔ براہ کرم بتائیے۔",
    agentIsBack: "میں پھر آپ کے ساتھ ہوں۔ بتائیے، کیا مدد کروں؟",
    whoCalls: "میں {client_name} کی معاون بول رہی ہوں۔ لائن پر {caller} ہیں۔",
    lastWords: "انہوں نے آخر میں کہا: {words}",
    howToAccept: "کال لینے کے لیے 1 دبائیے یا ہاں کہیے۔ منع کرنے کے لیے 2 دبائیے یا نہیں کہیے۔",
  },
};

export function transferPhrases(language: string): TransferPhrases {
  return inLanguage(byLanguage, language, english);
}
