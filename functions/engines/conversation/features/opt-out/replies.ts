import { inLanguage } from "../../../../../shared/agent/language/in-language.ts";
import { type Keyword, optOutChoices } from "../../../../../shared/channels/keyword-words.ts";
import type { Content } from "../../../../../shared/events/index.ts";

/** Replies to keywords. `{client}` is the tenant's name. Keywords are recognised in Latin letters. */
const replies: Readonly<Record<string, Readonly<Record<Keyword, string>>>> = {
  en: {
    stop: "{client}: you will get no more messages from us here. Reply START to get them again.",
    start: "{client}: you will get our messages here again. Reply STOP at any time to end them.",
    help: "{client}: write your question here, or write that you want to talk to a person. Reply STOP to get no more messages.",
  },
  hi: {
    stop: "{client}: अब आपको यहाँ हमारी ओर से कोई संदेश नहीं मिलेगा। फिर से पाने के लिए START लिखें।",
    start: "{client}: आपको यहाँ हमारे संदेश फिर से मिलेंगे। बंद करने के लिए कभी भी STOP लिखें।",
    help: "{client}: अपना सवाल यहाँ लिखें, या लिखें कि आप किसी व्यक्ति से बात करना चाहते हैं। संदेश बंद करने के लिए STOP लिखें।",
  },
  "hi-Latn": {
    stop: "{client}: ab aapko yahan hamari taraf se koi message nahi milega. Phir se paane ke liye START likhein.",
    start: "{client}: aapko yahan hamare message phir se milenge. Band karne ke liye kabhi bhi STOP likhein.",
    help: "{client}: apna sawaal yahan likhein, ya likhein ki aap kisi vyakti se baat karna chahte hain. Message band karne ke liye STOP likhein.",
  },
  bn: {
    stop: "{client}: এখানে আপনি আমাদের আর কোনো বার্তা পাবেন না। আবার পেতে START লিখুন।",
    start: "{client}: এখানে আপনি আবার আমাদের বার্তা পাবেন। বন্ধ করতে যেকোনো সময় STOP লিখুন।",
    help: "{client}: আপনার প্রশ্ন এখানে লিখুন, অথবা লিখুন যে আপনি কারও সঙ্গে কথা বলতে চান। বার্তা বন্ধ করতে STOP লিখুন।",
  },
  te: {
    stop: "{client}: ఇకపై ఇక్కడ మా నుండి మీకు సందేశాలు రావు. మళ్లీ పొందడానికి START అని రాయండి.",
    start: "{client}: ఇక్కడ మా సందేశాలు మీకు మళ్లీ వస్తాయి. ఆపడానికి ఎప్పుడైనా STOP అని రాయండి.",
    help: "{client}: మీ ప్రశ్నను ఇక్కడ రాయండి, లేదా ఒక వ్యక్తితో మాట్లాడాలని రాయండి. సందేశాలు ఆపడానికి STOP అని రాయండి.",
  },
  mr: {
    stop: "{client}: यापुढे तुम्हाला येथे आमच्याकडून संदेश येणार नाहीत. पुन्हा मिळवण्यासाठी START लिहा.",
    start: "{client}: तुम्हाला येथे आमचे संदेश पुन्हा मिळतील. बंद करण्यासाठी कधीही STOP लिहा.",
    help: "{client}: तुमचा प्रश्न येथे लिहा, किंवा तुम्हाला व्यक्तीशी बोलायचे आहे असे लिहा. संदेश बंद करण्यासाठी STOP लिहा.",
  },
  ta: {
    stop: "{client}: இனி இங்கே எங்களிடமிருந்து உங்களுக்குச் செய்திகள் வராது. மீண்டும் பெற START என எழுதுங்கள்.",
    start: "{client}: எங்கள் செய்திகள் உங்களுக்கு இங்கே மீண்டும் வரும். நிறுத்த எப்போது வேண்டுமானாலும் STOP என எழுதுங்கள்.",
    help: "{client}: உங்கள் கேள்வியை இங்கே எழுதுங்கள், அல்லது ஒருவருடன் பேச வேண்டும் என எழுதுங்கள். செய்திகளை நிறுத்த STOP என எழுதுங்கள்.",
  },
  gu: {
    stop: "{client}: હવે તમને અહીં અમારા તરફથી કોઈ સંદેશ નહીં મળે. ફરી મેળવવા START લખો.",
    start: "{client}: તમને અહીં અમારા સંદેશા ફરી મળશે. બંધ કરવા ગમે ત્યારે STOP લખો.",
    help: "{client}: તમારો પ્રશ્ન અહીં લખો, અથવા લખો કે તમે કોઈ વ્યક્તિ સાથે વાત કરવા માંગો છો. સંદેશા બંધ કરવા STOP લખો.",
  },
  ur: {
    stop: "{client}: اب آپ کو یہاں ہماری طرف سے کوئی پیغام نہیں ملے گا۔ دوبارہ پانے کے لیے START لکھیں۔",
    start: "{client}: آپ کو یہاں ہمارے پیغامات دوبارہ ملیں گے۔ بند کرنے کے لیے کسی بھی وقت STOP لکھیں۔",
    help: "{client}: اپنا سوال یہاں لکھیں، یا لکھیں کہ آپ کسی شخص سے بات کرنا چاہتے ہیں۔ پیغامات بند کرنے کے لیے STOP لکھیں۔",
  },
};

/** The reply in the customer's language, or in English if there is no translation. */
export function keywordReply(keyword: Keyword, language: string, client: string): string {
  const own = inLanguage(replies, language, replies.en);
  return (own?.[keyword] ?? "").replace("{client}", () => client);
}

export const replyLanguages: readonly string[] = Object.keys(replies);

interface Question {
  readonly text: string;
  readonly stop: string;
  readonly keep: string;
}

/** Asked once when a message may mean STOP. The labels fit WhatsApp's buttons: 20 characters. */
const english: Question = {
  text: "{client}: would you like to get no more messages from us here?",
  stop: "Stop messages",
  keep: "No, keep them",
};
const questions: Readonly<Record<string, Question>> = {
  en: english,
  hi: { text: "{client}: क्या आप यहाँ हमारे संदेश अब नहीं पाना चाहते?", stop: "संदेश बंद करें", keep: "नहीं, जारी रखें" },
  "hi-Latn": {
    text: "{client}: kya aap yahan hamare message ab nahi chahte?",
    stop: "Message band karein",
    keep: "Nahi, jaari rakhein",
  },
  bn: { text: "{client}: আপনি কি এখানে আমাদের আর কোনো বার্তা চান না?", stop: "বার্তা বন্ধ করুন", keep: "না, চালু রাখুন" },
  te: { text: "{client}: ఇకపై ఇక్కడ మా సందేశాలు వద్దా?", stop: "సందేశాలు ఆపండి", keep: "వద్దు, కొనసాగించండి" },
  mr: { text: "{client}: तुम्हाला यापुढे येथे आमचे संदेश नको आहेत का?", stop: "संदेश बंद करा", keep: "नाही, सुरू ठेवा" },
  ta: { text: "{client}: இனி இங்கே எங்கள் செய்திகள் வேண்டாமா?", stop: "நிறுத்தவும்", keep: "இல்லை, தொடரவும்" },
  gu: { text: "{client}: શું તમને હવે અહીં અમારા સંદેશા નથી જોઈતા?", stop: "સંદેશા બંધ કરો", keep: "ના, ચાલુ રાખો" },
  ur: {
    text: "{client}: کیا آپ کو یہاں ہمارے پیغامات اب نہیں چاہئیں؟",
    stop: "پیغامات بند کریں",
    keep: "نہیں، جاری رکھیں",
  },
};

/** The question whether a message was meant as STOP, with both answers to pick from. */
export function optOutQuestion(language: string, client: string): Content {
  const { text, stop, keep } = inLanguage(questions, language, english);
  return {
    text: text.replace("{client}", () => client),
    choices: [
      { id: optOutChoices.stop, label: stop },
      { id: optOutChoices.keep, label: keep },
    ],
    media: [],
  };
}
