import { inLanguage } from "../../../../../shared/agent/language/in-language.ts";
import type { CodeResult } from "./code.ts";

interface IdentityPhrases {
  /** What goes to the address on file. */
  code(code: string, from: string): string;
  /** What the customer reads where no agent answers, because a person has the conversation. */
  readonly right: string;
  readonly wrong: string;
  readonly void: string;
}

const english: IdentityPhrases = {
  code: (code, from) =>
    `${code} is your code for ${from}, valid for 10 minutes. Type it only in the chat in which you asked for it. If you did not ask, tell it to nobody.`,
  right: "Thank you. We know now that it is you.",
  wrong: "That code is not right. Please try again.",
  void: "That code no longer counts. Please ask for another one.",
};

const byLanguage: Readonly<Record<string, IdentityPhrases>> = {
  hi: {
    code: (code, from) =>
      `${code} ${from} के लिए आपका कोड है, 10 मिनट तक मान्य। इसे केवल उसी चैट में लिखें जिसमें आपने इसे माँगा था। अगर आपने नहीं माँगा, तो इसे किसी को न बताएँ।`,
    right: "धन्यवाद। अब हमें पता है कि यह आप ही हैं।",
    wrong: "यह कोड सही नहीं है। कृपया फिर से कोशिश करें।",
    void: "यह कोड अब मान्य नहीं है। कृपया दूसरा कोड माँगें।",
  },
  "hi-Latn": {
    code: (code, from) =>
      `${code} ${from} ke liye aapka code hai, 10 minute tak valid. Ise sirf usi chat mein likhein jismein aapne maanga tha. Agar aapne nahi maanga, to kisi ko na batayein.`,
    right: "Dhanyavaad. Ab humein pata hai ki yeh aap hi hain.",
    wrong: "Yeh code sahi nahi hai. Kripya phir se koshish karein.",
    void: "Yeh code ab valid nahi hai. Kripya doosra code maangein.",
  },
  mr: {
    code: (code, from) =>
      `${code} हा ${from} साठी तुमचा कोड आहे, 10 मिनिटे वैध. तो फक्त ज्या चॅटमध्ये मागितला त्यातच लिहा. तुम्ही मागितला नसेल तर कोणालाही सांगू नका.`,
    right: "धन्यवाद. आता आम्हाला माहीत आहे की हे तुम्हीच आहात.",
    wrong: "हा कोड बरोबर नाही. कृपया पुन्हा प्रयत्न करा.",
    void: "हा कोड आता वैध नाही. कृपया दुसरा कोड मागा.",
  },
  bn: {
    code: (code, from) =>
      `${code} হলো ${from}-এর জন্য আপনার কোড, 10 মিনিট বৈধ। যে চ্যাটে চেয়েছেন শুধু সেখানেই এটি লিখুন। আপনি না চাইলে কাউকে বলবেন না।`,
    right: "ধন্যবাদ। এখন আমরা জানি যে এটি আপনিই।",
    wrong: "কোডটি ঠিক নয়। অনুগ্রহ করে আবার চেষ্টা করুন।",
    void: "কোডটি আর বৈধ নয়। অনুগ্রহ করে আরেকটি কোড চান।",
  },
  te: {
    code: (code, from) =>
      `${code} అనేది ${from} కోసం మీ కోడ్, 10 నిమిషాలు చెల్లుతుంది. మీరు అడిగిన చాట్‌లో మాత్రమే దీన్ని రాయండి. మీరు అడగకపోతే ఎవరికీ చెప్పకండి.`,
    right: "ధన్యవాదాలు. ఇది మీరేనని ఇప్పుడు మాకు తెలుసు.",
    wrong: "ఈ కోడ్ సరైనది కాదు. దయచేసి మళ్ళీ ప్రయత్నించండి.",
    void: "ఈ కోడ్ ఇక చెల్లదు. దయచేసి మరో కోడ్ అడగండి.",
  },
  ta: {
    code: (code, from) =>
      `${code} என்பது ${from}-க்கான உங்கள் குறியீடு, 10 நிமிடங்கள் செல்லும். நீங்கள் கேட்ட உரையாடலில் மட்டும் இதை எழுதுங்கள். நீங்கள் கேட்கவில்லை என்றால் யாரிடமும் சொல்லாதீர்கள்.`,
    right: "நன்றி. இது நீங்கள்தான் என்று இப்போது எங்களுக்குத் தெரியும்.",
    wrong: "இந்தக் குறியீடு சரியல்ல. மீண்டும் முயற்சிக்கவும்.",
    void: "இந்தக் குறியீடு இனி செல்லாது. வேறு குறியீட்டைக் கேளுங்கள்.",
  },
  gu: {
    code: (code, from) =>
      `${code} એ ${from} માટે તમારો કોડ છે, 10 મિનિટ માન્ય. જે ચેટમાં માંગ્યો હતો તેમાં જ લખો. તમે ન માંગ્યો હોય તો કોઈને ન કહો.`,
    right: "આભાર. હવે અમને ખબર છે કે આ તમે જ છો.",
    wrong: "આ કોડ સાચો નથી. કૃપા કરીને ફરી પ્રયત્ન કરો.",
    void: "આ કોડ હવે માન્ય નથી. કૃપા કરીને બીજો કોડ માંગો.",
  },
  ur: {
    code: (code, from) =>
      `${code} ${from} کے لیے آپ کا کوڈ ہے، 10 منٹ تک درست۔ اسے صرف اسی چیٹ میں لکھیں جس میں آپ نے مانگا تھا۔ اگر آپ نے نہیں مانگا تو کسی کو نہ بتائیں۔`,
    right: "شکریہ۔ اب ہمیں معلوم ہے کہ یہ آپ ہی ہیں۔",
    wrong: "یہ کوڈ درست نہیں ہے۔ براہ کرم دوبارہ کوشش کریں۔",
    void: "یہ کوڈ اب درست نہیں رہا۔ براہ کرم دوسرا کوڈ مانگیں۔",
  },
};

export function identityPhrases(language: string): IdentityPhrases {
  return inLanguage(byLanguage, language, english);
}

/** The agent's note about a code that the customer typed. The code itself is hidden from it. */
export const codeNotes: Readonly<Record<CodeResult["type"], string>> = {
  right: "The customer has just proven who they are with a code. Go on with what they wanted.",
  wrong: "The customer typed a wrong code, which is hidden from you. Say so, and that they may try again.",
  void: "The code that the customer typed, which is hidden from you, no longer counts. Say so. They may ask for another one.",
};

export const verifiedNote =
  "The customer has proven who they are in this conversation. Tools that need it know it. Do not ask for it again.";
export const endedNote =
  "The customer's proof of who they are no longer holds. Before a tool that needs it, they must prove it again.";
