import { inLanguage } from "../../../../../shared/agent/language/in-language.ts";
/** Questions about a time that was not clear. `{time}` stands for a day and time, `{times}` for several, `{day}` for a day. */
export interface TimePhrases {
  readonly again: string;
  readonly hour: string;
  readonly which: string;
  readonly confirm: string;
  readonly past: string;
}

const english: TimePhrases = {
  again: 'I did not understand the time. On which day, and at what time? For example "tomorrow at 5 pm".',
  hour: "At what time on {day}?",
  which: "Which do you mean: {times}?",
  confirm: "Do you mean {time}?",
  past: "{time} is over already. Which day and time would suit you?",
};

const byLanguage: Readonly<Record<string, TimePhrases>> = {
  hi: {
    again: "मैं समय नहीं समझ पाई। किस दिन और कितने बजे? जैसे “कल शाम 5 बजे”।",
    hour: "{day} को कितने बजे?",
    which: "आपका मतलब किससे है: {times}?",
    confirm: "क्या आपका मतलब {time} है?",
    past: "{time} का समय बीत चुका है। कौन सा दिन और समय ठीक रहेगा?",
  },
  "hi-Latn": {
    again: 'Samay samajh nahi aaya. Kis din aur kitne baje? Jaise "kal shaam 5 baje".',
    hour: "{day} ko kitne baje?",
    which: "Aapka matlab kaun sa samay hai: {times}?",
    confirm: "Kya aapka matlab {time} hai?",
    past: "{time} ka samay beet chuka hai. Kaun sa din aur samay theek rahega?",
  },
  mr: {
    again: "वेळ समजली नाही. कोणत्या दिवशी आणि किती वाजता? उदाहरणार्थ “उद्या संध्याकाळी 5 वाजता”.",
    hour: "{day} ला किती वाजता?",
    which: "यापैकी कोणती वेळ: {times}?",
    confirm: "तुम्हाला {time} म्हणायचे आहे का?",
    past: "{time} ही वेळ होऊन गेली आहे. कोणता दिवस आणि वेळ योग्य आहे?",
  },
  bn: {
    again: "সময়টা বুঝতে পারিনি। কোন দিন এবং কটায়? যেমন “কাল বিকেল ৫টায়”।",
    hour: "{day} কটায়?",
    which: "কোনটি বোঝাতে চাইছেন: {times}?",
    confirm: "আপনি কি {time} বোঝাতে চাইছেন?",
    past: "{time} পেরিয়ে গেছে। কোন দিন ও সময় ভালো হবে?",
  },
  gu: {
    again: "સમય સમજાયો નહીં. કયા દિવસે અને કેટલા વાગ્યે? જેમ કે “કાલે સાંજે 5 વાગ્યે”.",
    hour: "{day} એ કેટલા વાગ્યે?",
    which: "તમારો મતલબ કયો સમય છે: {times}?",
    confirm: "શું તમારો મતલબ {time} છે?",
    past: "{time} નો સમય વીતી ગયો છે. કયો દિવસ અને સમય અનુકૂળ રહેશે?",
  },
  ta: {
    again: "நேரம் புரியவில்லை. எந்த நாள், எத்தனை மணிக்கு? எடுத்துக்காட்டு: “நாளை மாலை 5 மணிக்கு”.",
    hour: "{day} அன்று எத்தனை மணிக்கு?",
    which: "இவற்றில் எது: {times}?",
    confirm: "நீங்கள் சொல்வது {time} தானே?",
    past: "{time} கடந்துவிட்டது. எந்த நாளும் நேரமும் வசதியாக இருக்கும்?",
  },
  te: {
    again: "సమయం అర్థం కాలేదు. ఏ రోజు, ఎన్ని గంటలకు? ఉదాహరణకు “రేపు సాయంత్రం 5 గంటలకు”.",
    hour: "{day} ఎన్ని గంటలకు?",
    which: "వీటిలో ఏది: {times}?",
    confirm: "మీ ఉద్దేశం {time} కదా?",
    past: "{time} దాటిపోయింది. ఏ రోజు, ఏ సమయం అనుకూలం?",
  },
  ur: {
    again: "وقت سمجھ میں نہیں آیا۔ کس دن اور کتنے بجے؟ مثلاً ”کل شام 5 بجے“۔",
    hour: "{day} کو کتنے بجے؟",
    which: "آپ کی مراد کون سا وقت ہے: {times}؟",
    confirm: "کیا آپ کی مراد {time} ہے؟",
    past: "{time} گزر چکا ہے۔ کون سا دن اور وقت مناسب رہے گا؟",
  },
};

export function timePhrases(language: string): TimePhrases {
  return inLanguage(byLanguage, language, english);
}
