import { inLanguage } from "../../../../../shared/agent/language/in-language.ts";
import type { Attempt } from "./proof.ts";

interface ProofPhrases {
  /** What goes to the address that was named. */
  code(code: string, from: string): string;
  /** What is said in the conversation that named it. */
  ask(address: string): string;
}

const english: ProofPhrases = {
  code: (code, from) =>
    `${code} is your code for ${from}, valid for 10 minutes. Somebody gave this address in a chat with us. If it was not you, ignore this message and tell nobody the code.`,
  ask: (address) =>
    `To confirm that ${address} is yours, please type here the code that we send there. It is valid for 10 minutes.`,
};

const byLanguage: Readonly<Record<string, ProofPhrases>> = {
  hi: {
    code: (code, from) =>
      `${code} ${from} के लिए आपका कोड है, 10 मिनट तक मान्य। किसी ने हमारे साथ चैट में यह पता दिया है। अगर वह आप नहीं थे, तो इस संदेश को अनदेखा करें और कोड किसी को न बताएँ।`,
    ask: (address) =>
      `यह पुष्टि करने के लिए कि ${address} आपका है, कृपया वह कोड यहाँ लिखें जो हम वहाँ भेजते हैं। वह 10 मिनट तक मान्य है।`,
  },
  "hi-Latn": {
    code: (code, from) =>
      `${code} ${from} ke liye aapka code hai, 10 minute tak valid. Kisi ne hamare saath chat mein yeh address diya hai. Agar woh aap nahi the, to is message ko ignore karein aur code kisi ko na batayein.`,
    ask: (address) =>
      `Yeh confirm karne ke liye ki ${address} aapka hai, kripya woh code yahan likhein jo hum wahan bhejte hain. Woh 10 minute tak valid hai.`,
  },
  mr: {
    code: (code, from) =>
      `${code} हा ${from} साठी तुमचा कोड आहे, 10 मिनिटे वैध. कोणीतरी आमच्याशी चॅटमध्ये हा पत्ता दिला आहे. ते तुम्ही नसाल तर या संदेशाकडे दुर्लक्ष करा आणि कोड कोणालाही सांगू नका.`,
    ask: (address) =>
      `${address} तुमचा आहे याची खात्री करण्यासाठी, आम्ही तिथे पाठवत असलेला कोड कृपया इथे लिहा. तो 10 मिनिटे वैध आहे.`,
  },
  bn: {
    code: (code, from) =>
      `${code} হলো ${from}-এর জন্য আপনার কোড, 10 মিনিট বৈধ। কেউ আমাদের সঙ্গে চ্যাটে এই ঠিকানা দিয়েছেন। তিনি আপনি না হলে এই বার্তা উপেক্ষা করুন এবং কোডটি কাউকে বলবেন না।`,
    ask: (address) => `${address} যে আপনার তা নিশ্চিত করতে, আমরা সেখানে যে কোড পাঠাই তা অনুগ্রহ করে এখানে লিখুন। এটি 10 মিনিট বৈধ।`,
  },
  te: {
    code: (code, from) =>
      `${code} అనేది ${from} కోసం మీ కోడ్, 10 నిమిషాలు చెల్లుతుంది. ఎవరో మాతో చాట్‌లో ఈ చిరునామా ఇచ్చారు. అది మీరు కాకపోతే ఈ సందేశాన్ని పట్టించుకోకండి, కోడ్ ఎవరికీ చెప్పకండి.`,
    ask: (address) => `${address} మీదేనని నిర్ధారించడానికి, మేము అక్కడికి పంపే కోడ్‌ను దయచేసి ఇక్కడ రాయండి. అది 10 నిమిషాలు చెల్లుతుంది.`,
  },
  ta: {
    code: (code, from) =>
      `${code} என்பது ${from}-க்கான உங்கள் குறியீடு, 10 நிமிடங்கள் செல்லும். யாரோ எங்களுடனான உரையாடலில் இந்த முகவரியைக் கொடுத்தார்கள். அது நீங்கள் இல்லையென்றால் இந்தச் செய்தியைப் புறக்கணியுங்கள், குறியீட்டை யாரிடமும் சொல்லாதீர்கள்.`,
    ask: (address) =>
      `${address} உங்களுடையது என்பதை உறுதிப்படுத்த, நாங்கள் அங்கே அனுப்பும் குறியீட்டை இங்கே எழுதுங்கள். அது 10 நிமிடங்கள் செல்லும்.`,
  },
  gu: {
    code: (code, from) =>
      `${code} એ ${from} માટે તમારો કોડ છે, 10 મિનિટ માન્ય. કોઈએ અમારી સાથે ચેટમાં આ સરનામું આપ્યું છે. એ તમે ન હો તો આ સંદેશ અવગણો અને કોડ કોઈને ન કહો.`,
    ask: (address) => `${address} તમારું છે તેની ખાતરી કરવા, અમે ત્યાં મોકલીએ છીએ તે કોડ કૃપા કરીને અહીં લખો. તે 10 મિનિટ માન્ય છે.`,
  },
  ur: {
    code: (code, from) =>
      `${code} ${from} کے لیے آپ کا کوڈ ہے، 10 منٹ تک درست۔ کسی نے ہمارے ساتھ چیٹ میں یہ پتہ دیا ہے۔ اگر وہ آپ نہیں تھے تو اس پیغام کو نظر انداز کریں اور کوڈ کسی کو نہ بتائیں۔`,
    ask: (address) =>
      `یہ تصدیق کرنے کے لیے کہ ${address} آپ کا ہے، براہ کرم وہ کوڈ یہاں لکھیں جو ہم وہاں بھیجتے ہیں۔ وہ 10 منٹ تک درست ہے۔`,
  },
};

export function proofPhrases(language: string): ProofPhrases {
  return inLanguage(byLanguage, language, english);
}

/** The agent's note about a code that the customer typed. */
export function notesOnAttempt({ type }: Attempt): string[] {
  if (type === "right") return ["The customer has just proven with a code that the address they named is theirs."];
  if (type === "wrong")
    return ["The customer typed a wrong code for the address they named. Say so, and that they may try again."];
  return [
    "The code that the customer typed no longer counts. Say so. They may name the address again later to get another one.",
  ];
}
