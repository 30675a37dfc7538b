import { inLanguage } from "../../../../../shared/agent/language/in-language.ts";

const english = "I cannot answer any more messages today. Please write again later; your message has been kept.";

const byLanguage: Readonly<Record<string, string>> = {
  en: english,
  hi: "आज मैं और संदेशों का जवाब नहीं दे सकती। कृपया बाद में फिर लिखें; आपका संदेश सुरक्षित रखा गया है।",
  "hi-Latn":
    "Aaj main aur messages ka jawab nahi de sakti. Kripya baad mein phir likhein; aapka message rakh liya gaya hai.",
  bn: "আজ আমি আর কোনো বার্তার উত্তর দিতে পারছি না। অনুগ্রহ করে পরে আবার লিখুন; আপনার বার্তা রাখা হয়েছে।",
  mr: "आज मी आणखी संदेशांना उत्तर देऊ शकत नाही. कृपया नंतर पुन्हा लिहा; तुमचा संदेश जतन केला आहे.",
  ta: "இன்று என்னால் மேலும் செய்திகளுக்குப் பதிலளிக்க முடியாது. பின்னர் மீண்டும் எழுதுங்கள்; உங்கள் செய்தி சேமிக்கப்பட்டுள்ளது.",
  te: "ఈ రోజు నేను ఇంకా సందేశాలకు జవాబు ఇవ్వలేను. దయచేసి తర్వాత మళ్లీ రాయండి; మీ సందేశం భద్రపరచబడింది.",
  gu: "આજે હું વધુ સંદેશાનો જવાબ આપી શકતી નથી. કૃપા કરીને પછી ફરી લખો; તમારો સંદેશ સાચવી રાખ્યો છે.",
  ur: "آج میں مزید پیغامات کا جواب نہیں دے سکتی۔ براہِ کرم بعد میں دوبارہ لکھیں؛ آپ کا پیغام محفوظ ہے۔",
};

/** What a customer reads when the client's budget is spent and no person takes over. */
export function budgetSpentPhrase(language: string, own: Readonly<Record<string, string>>): string {
  const [main = ""] = language.split("-");
  return own[language] ?? own[main] ?? inLanguage(byLanguage, language, english);
}
