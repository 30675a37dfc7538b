export type Language = "en" | "hi" | "hi-Latn";

const romanised = new Set(
  (
    "hai hain kya chahiye mujhe mera meri mere aap aapka aapki aapke batao bataiye bataye karo kijiye karna karwana " +
    "kitna kitne kitni kaise kahan kab nahi nahin haan namaste namaskar ke ka ki kal aaj baat bolo dijiye hoga liye " +
    "insaan theek thik bilkul krna krdo kardo bhai ji"
  ).split(" "),
);

/** Detects the language by script, then by romanised words. A reply of one or two words keeps the previous language. */
export function phraseLanguageOf(newest: string, earlier: readonly string[]): Language {
  const said = (newest.match(/\p{L}+/gu) ?? []).length > 2 ? [newest] : [newest, ...earlier.slice(-3)];
  if (said.some((text) => /\p{Script=Devanagari}/u.test(text))) return "hi";
  const words = said.flatMap((text) => text.toLowerCase().match(/[a-z]+/g) ?? []);
  return words.some((word) => romanised.has(word)) ? "hi-Latn" : "en";
}

/** The policy's own phrases, with the markers by which it recognises its own questions. */
export const phrases = {
  en: {
    greet: (name: string) => `Hello, I am ${name}. How can I help you today?`,
    thanks: () => "You are welcome. Is there anything else I can help you with?",
    bye: () => "Thank you for talking to us. Goodbye!",
    ask: (tool: string, fields: string) => `For “${tool}” I still need: ${fields}. Could you tell me?`,
    asking: "I still need:",
    confirm: (tool: string, values: string) =>
      `I can do this for you: ${tool}${values && ` (${values})`}. Shall I go ahead? (yes or no)`,
    confirming: "Shall I go ahead?",
    cancelled: () => "All right, I have not done that. Is there anything else I can help you with?",
    found: (facts: string) => `Here is what I found: ${facts}`,
    done: (tool: string, facts: string) => `Done (${tool})${facts && `: ${facts}`}`,
    nothing: () => "I looked, but found nothing for that.",
    failed: (tool: string, reason: string) => `I could not ${tool}${reason && `: ${reason}`}.`,
    handoff: () => "I am passing you to a colleague, who will take it from here.",
    noHandoff: () => "You would like to speak to a person. I cannot connect you from here.",
    unsure: () => "I am not sure about that. Could you put it in other words, or ask to speak to a person?",
  },
  hi: {
    greet: (name: string) => `नमस्ते, मैं ${name} हूँ। मैं आपकी क्या मदद कर सकती हूँ?`,
    thanks: () => "आपका स्वागत है। क्या मैं और कोई मदद करूँ?",
    bye: () => "हमसे बात करने के लिए धन्यवाद। नमस्ते!",
    ask: (tool: string, fields: string) => `${tool} के लिए मुझे यह जानकारी चाहिए: ${fields}। कृपया बताइए।`,
    asking: "मुझे यह जानकारी चाहिए:",
    confirm: (tool: string, values: string) =>
      `मैं यह कर सकती हूँ: ${tool}${values && ` (${values})`}। क्या मैं आगे बढ़ूँ? (हाँ या नहीं)`,
    confirming: "क्या मैं आगे बढ़ूँ?",
    cancelled: () => "ठीक है, मैंने ऐसा नहीं किया। क्या मैं और कोई मदद करूँ?",
    found: (facts: string) => `मुझे यह मिला: ${facts}`,
    done: (tool: string, facts: string) => `हो गया (${tool})${facts && `: ${facts}`}`,
    nothing: () => "मैंने देखा, पर इसके बारे में कुछ नहीं मिला।",
    failed: (tool: string, reason: string) => `यह नहीं हो सका (${tool})${reason && `: ${reason}`}।`,
    handoff: () => "मैं आपको हमारे सहयोगी से जोड़ रही हूँ, वे आगे आपकी मदद करेंगे।",
    noHandoff: () => "आप किसी व्यक्ति से बात करना चाहते हैं। मैं यहाँ से नहीं जोड़ सकती।",
    unsure: () => "मुझे इसके बारे में पक्का नहीं पता। कृपया दूसरे शब्दों में पूछिए, या किसी व्यक्ति से बात करने को कहिए।",
  },
  "hi-Latn": {
    greet: (name: string) => `Namaste, main ${name} hoon. Main aapki kya madad kar sakti hoon?`,
    thanks: () => "Aapka swagat hai. Kya main aur koi madad karoon?",
    bye: () => "Humse baat karne ke liye dhanyavaad. Namaste!",
    ask: (tool: string, fields: string) => `${tool} ke liye mujhe yeh jaankari chahiye: ${fields}. Kripya bataiye.`,
    asking: "mujhe yeh jaankari chahiye:",
    confirm: (tool: string, values: string) =>
      `Main yeh kar sakti hoon: ${tool}${values && ` (${values})`}. Kya main aage badhoon? (haan ya nahi)`,
    confirming: "Kya main aage badhoon?",
    cancelled: () => "Theek hai, maine aisa nahi kiya. Kya main aur koi madad karoon?",
    found: (facts: string) => `Mujhe yeh mila: ${facts}`,
    done: (tool: string, facts: string) => `Ho gaya (${tool})${facts && `: ${facts}`}`,
    nothing: () => "Maine dekha, par iske baare mein kuch nahi mila.",
    failed: (tool: string, reason: string) => `Yeh nahi ho saka (${tool})${reason && `: ${reason}`}.`,
    handoff: () => "Main aapko hamare sahyogi se jod rahi hoon, woh aage aapki madad karenge.",
    noHandoff: () => "Aap kisi vyakti se baat karna chahte hain. Main yahan se nahi jod sakti.",
    unsure: () =>
      "Mujhe iske baare mein pakka nahi pata. Kripya doosre shabdon mein poochiye, ya kisi vyakti se baat karne ko kahiye.",
  },
} as const;

/** Whether a model text is one of the policy's questions, and which kind. */
export function ownQuestion(text: string): "asking" | "confirming" | null {
  const has = (marker: "asking" | "confirming") =>
    Object.values(phrases).some((phrase) => text.includes(phrase[marker]));
  if (has("confirming")) return "confirming";
  return has("asking") ? "asking" : null;
}

const end = "(?=$|[\\s,.!?।])";
const yes = new RegExp(
  `^(?:yes|yeah|yep|y|sure|ok|okay|confirm|confirmed|go ahead|please do|do it|haan|han|ji|theek|thik|bilkul|kar do|karo|हाँ|हां|जी|ठीक|बिल्कुल|कर दो)${end}`,
  "iu",
);
const no = new RegExp(`^(?:no|nope|not now|don'?t|stop|cancel|nahi|nahin|mat|नहीं|मत|रहने दो)${end}`, "iu");
const greeting =
  /^(?:hi+|hello|hey|hola|namaste|namaskar|good (?:morning|afternoon|evening)|नमस्ते|नमस्कार|हैलो|there|maya|ji|जी|[\s,.!👋🙏])+$/iu;
const thanks = new RegExp(
  `^(?:(?:ok(?:ay)?|great|theek hai)[ ,.]*)?(?:thanks|thank you|thx|dhanyavaad|dhanyawad|shukriya|धन्यवाद|शुक्रिया)${end}`,
  "iu",
);
const bye = new RegExp(`^(?:bye|goodbye|good night|alvida|अलविदा)${end}`, "iu");
const somebody = "(?:human|real person|person|someone|agent|operator|representative|manager|executive|staff|colleague)";
const person = [
  new RegExp(`\\b(?:speak|talk|connect|transfer|chat|put)\\b[^.?!]*\\b(?:to|with|me)\\b[^.?!]*\\b${somebody}\\b`, "i"),
  new RegExp(`\\b(?:want|need|get me|give me) (?:an? |the |your )?(?:live |human |real )?${somebody}\\b`, "i"),
  new RegExp(`^(?:an? )?(?:live |human |real )?${somebody}(?:,? please| now)*[.!]*$`, "i"),
  /\b(?:insaan|vyakti|kisi|manager)\b.*\bbaat\b|(?:इंसान|व्यक्ति|किसी|मैनेजर).*बात/iu,
];

export const says = {
  yes: (text: string): boolean => yes.test(text.trim()),
  no: (text: string): boolean => no.test(text.trim()),
  greeting: (text: string): boolean => greeting.test(text.trim()),
  thanks: (text: string): boolean => thanks.test(text.trim()),
  bye: (text: string): boolean => bye.test(text.trim()),
  wantsPerson: (text: string): boolean => person.some((way) => way.test(text.trim())),
};
