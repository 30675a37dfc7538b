import { inLanguage } from "../../../../shared/agent/language/in-language.ts";

/** Default phrases around a callback. The tenant's own auto replies take precedence. */
interface HandoffPhrases {
  readonly askTime: string;
  readonly askAppointment: string;
  /** `{time}` stands for the day and time. */
  readonly callSet: string;
  readonly appointmentSet: string;
}

const english: HandoffPhrases = {
  askTime: "Nobody is free at the moment. When would be a good time to call you back?",
  askAppointment: "Nobody is free at the moment. Which day and time would suit you for an appointment?",
  callSet: "Thank you. We will call you back on {time}.",
  appointmentSet: "Thank you. We have noted your wish for an appointment on {time}, and will confirm it.",
};

const byLanguage: Readonly<Record<string, HandoffPhrases>> = {
  hi: {
    askTime: "इस समय कोई उपलब्ध नहीं है। हम आपको कब कॉल करें?",
    askAppointment: "इस समय कोई उपलब्ध नहीं है। अपॉइंटमेंट के लिए कौन सा दिन और समय ठीक रहेगा?",
    callSet: "धन्यवाद। हम आपको {time} पर कॉल करेंगे।",
    appointmentSet: "धन्यवाद। हमने {time} के अपॉइंटमेंट का अनुरोध लिख लिया है और उसकी पुष्टि करेंगे।",
  },
  "hi-Latn": {
    askTime: "Abhi koi free nahi hai. Hum aapko kab call karein?",
    askAppointment: "Abhi koi free nahi hai. Appointment ke liye kaun sa din aur samay theek rahega?",
    callSet: "Dhanyavaad. Hum aapko {time} par call karenge.",
    appointmentSet: "Dhanyavaad. {time} ke appointment ki request humne likh li hai, hum confirm karenge.",
  },
  mr: {
    askTime: "सध्या कोणी उपलब्ध नाही. आम्ही तुम्हाला कधी फोन करू?",
    askAppointment: "सध्या कोणी उपलब्ध नाही. अपॉइंटमेंटसाठी कोणता दिवस आणि वेळ योग्य आहे?",
    callSet: "धन्यवाद. आम्ही तुम्हाला {time} ला फोन करू.",
    appointmentSet: "धन्यवाद. {time} च्या अपॉइंटमेंटची विनंती नोंदवली आहे, आम्ही ती कळवू.",
  },
  bn: {
    askTime: "এই মুহূর্তে কেউ খালি নেই। আমরা আপনাকে কখন ফোন করব?",
    askAppointment: "এই মুহূর্তে কেউ খালি নেই। অ্যাপয়েন্টমেন্টের জন্য কোন দিন ও সময় ভালো হবে?",
    callSet: "ধন্যবাদ। আমরা {time} আপনাকে ফোন করব।",
    appointmentSet: "ধন্যবাদ। {time} অ্যাপয়েন্টমেন্টের অনুরোধ লিখে রাখা হয়েছে, আমরা নিশ্চিত করব।",
  },
  gu: {
    askTime: "અત્યારે કોઈ ઉપલબ્ધ નથી. અમે તમને ક્યારે ફોન કરીએ?",
    askAppointment: "અત્યારે કોઈ ઉપલબ્ધ નથી. એપોઇન્ટમેન્ટ માટે કયો દિવસ અને સમય અનુકૂળ રહેશે?",
    callSet: "આભાર. અમે તમને {time} એ ફોન કરીશું.",
    appointmentSet: "આભાર. {time} ની એપોઇન્ટમેન્ટની વિનંતી નોંધી છે, અમે પુષ્ટિ કરીશું.",
  },
  ta: {
    askTime: "இப்போது யாரும் இல்லை. உங்களை எப்போது அழைக்கலாம்?",
    askAppointment: "இப்போது யாரும் இல்லை. சந்திப்புக்கு எந்த நாளும் நேரமும் வசதியாக இருக்கும்?",
    callSet: "நன்றி. {time} அன்று உங்களை அழைப்போம்.",
    appointmentSet: "நன்றி. {time} சந்திப்புக்கான உங்கள் கோரிக்கையைக் குறித்துக்கொண்டோம், அதை உறுதி செய்வோம்.",
  },
  te: {
    askTime: "ఇప్పుడు ఎవరూ అందుబాటులో లేరు. మీకు ఎప్పుడు కాల్ చేయమంటారు?",
    askAppointment: "ఇప్పుడు ఎవరూ అందుబాటులో లేరు. అపాయింట్‌మెంట్‌కు ఏ రోజు, ఏ సమయం అనుకూలం?",
    callSet: "ధన్యవాదాలు. {time} కు మీకు కాల్ చేస్తాము.",
    appointmentSet: "ధన్యవాదాలు. {time} అపాయింట్‌మెంట్ కోసం మీ అభ్యర్థనను నమోదు చేశాము, దాన్ని నిర్ధారిస్తాము.",
  },
  ur: {
    askTime: "اس وقت کوئی فارغ نہیں ہے۔ ہم آپ کو کب کال کریں؟",
    askAppointment: "اس وقت کوئی فارغ نہیں ہے۔ اپائنٹمنٹ کے لیے کون سا دن اور وقت مناسب رہے گا؟",
    callSet: "شکریہ۔ ہم آپ کو {time} پر کال کریں گے۔",
    appointmentSet: "شکریہ۔ {time} کی اپائنٹمنٹ کی درخواست لکھ لی گئی ہے، ہم اس کی تصدیق کریں گے۔",
  },
};

export function handoffPhrases(language: string): HandoffPhrases {
  return inLanguage(byLanguage, language, english);
}
