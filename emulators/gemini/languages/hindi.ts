import type { Phrases } from "./language.ts";

/** Without gendered verbs, because an agent's name does not tell them. */
export const hindi: Phrases = {
  greet: (name) => `नमस्ते, मैं ${name} हूँ। आपकी क्या मदद करूँ?`,
  thanks: () => "आपका स्वागत है। क्या और कोई मदद करूँ?",
  bye: () => "हमसे बात करने के लिए धन्यवाद। नमस्ते!",
  ask: (task, known, field) => `“${task}”${known && ` (${known})`} के लिए यह जानकारी और चाहिए: ${field}। कृपया बताइए।`,
  asking: "यह जानकारी और चाहिए:",
  confirm: (task, values) => `आपके लिए यह हो सकता है: “${task}”${values && ` (${values})`}। क्या आगे बढ़ूँ? (हाँ या नहीं)`,
  confirming: "क्या आगे बढ़ूँ?",
  unfit: (field, examples) => `इससे “${field}” समझ में नहीं आया${examples && ` (जैसे ${examples})`}।`,
  wait: () => "कोई जल्दी नहीं है, आराम से बताइए।",
  cancelled: () => "ठीक है, ऐसा नहीं किया गया। क्या और कोई मदद करूँ?",
  found: (facts) => `यह मिला: ${facts}`,
  done: (task, facts) => `हो गया: “${task}”${facts && ` (${facts})`}।`,
  nothing: () => "देखने पर इसके बारे में कुछ नहीं मिला।",
  failed: (task, reason) => `“${task}” नहीं हो सका${reason && `: ${reason}`}।`,
  handoff: () => "आपको हमारे सहयोगी से जोड़ा जा रहा है, वे आगे आपकी मदद करेंगे।",
  noHandoff: () => "आप किसी व्यक्ति से बात करना चाहते हैं। यहाँ से जोड़ना संभव नहीं है।",
  able: (tasks) =>
    `कंपनी की लिखी जानकारी से जवाब मिल सकता है${tasks && `, और यह हो सकता है: ${tasks}`}। यहाँ तय नियम जवाब देते हैं, कोई भाषा मॉडल नहीं।`,
  cannot: (tasks) =>
    `मुझे इसके बारे में पक्का नहीं पता, और यह यहाँ नहीं हो सकता।${tasks && ` यह हो सकता है: ${tasks}।`} आप किसी व्यक्ति से बात करने को भी कह सकते हैं।`,
  unsure: () => "मुझे इसके बारे में पक्का नहीं पता। कृपया दूसरे शब्दों में पूछिए, या किसी व्यक्ति से बात करने को कहिए।",
};

/** Hindi in Latin letters. */
export const hinglish: Phrases = {
  greet: (name) => `Namaste, main ${name} hoon. Aapki kya madad karoon?`,
  thanks: () => "Aapka swagat hai. Kya aur koi madad karoon?",
  bye: () => "Humse baat karne ke liye dhanyavaad. Namaste!",
  ask: (task, known, field) =>
    `“${task}”${known && ` (${known})`} ke liye yeh jaankari aur chahiye: ${field}. Kripya bataiye.`,
  asking: "yeh jaankari aur chahiye:",
  confirm: (task, values) =>
    `Aapke liye yeh ho sakta hai: “${task}”${values && ` (${values})`}. Kya aage badhoon? (haan ya nahi)`,
  confirming: "Kya aage badhoon?",
  unfit: (field, examples) => `Isse “${field}” samajh mein nahi aaya${examples && ` (jaise ${examples})`}.`,
  wait: () => "Koi jaldi nahi hai, aaram se bataiye.",
  cancelled: () => "Theek hai, aisa nahi kiya gaya. Kya aur koi madad karoon?",
  found: (facts) => `Yeh mila: ${facts}`,
  done: (task, facts) => `Ho gaya: “${task}”${facts && ` (${facts})`}.`,
  nothing: () => "Dekhne par iske baare mein kuch nahi mila.",
  failed: (task, reason) => `“${task}” nahi ho saka${reason && `: ${reason}`}.`,
  handoff: () => "Aapko hamare sahyogi se joda ja raha hai, woh aage aapki madad karenge.",
  noHandoff: () => "Aap kisi vyakti se baat karna chahte hain. Yahan se jodna sambhav nahi hai.",
  able: (tasks) =>
    `Company ki likhi jaankari se jawab mil sakta hai${tasks && `, aur yeh ho sakta hai: ${tasks}`}. Yahan tay niyam jawab dete hain, koi language model nahi.`,
  cannot: (tasks) =>
    `Mujhe iske baare mein pakka nahi pata, aur yeh yahan nahi ho sakta.${tasks && ` Yeh ho sakta hai: ${tasks}.`} Aap kisi vyakti se baat karne ko bhi keh sakte hain.`,
  unsure: () =>
    "Mujhe iske baare mein pakka nahi pata. Kripya doosre shabdon mein poochiye, ya kisi vyakti se baat karne ko kahiye.",
};
