import { keywordOf, maybeStop } from "../keyword-words.ts";

function readAs(text: string): "stop" | "asked" | "none" {
  const message = { text, choiceId: null };
  if (keywordOf("whatsapp", message, false)?.keyword === "stop") return "stop";
  return maybeStop("whatsapp", message) ? "asked" : "none";
}

const optOuts = [
  // English
  "Stop, thanks!",
  "STOP please",
  "ok stop",
  "Hi, stop now",
  "Stop. Sent from my iPhone",
  "Unsubscribe me",
  "please unsubscribe me from this list",
  "I want to unsubscribe",
  "I would like to unsubscribe from all of these emails",
  "Could you unsubscribe me please",
  "opt me out",
  "I want to opt out of your messages",
  "stop texting me",
  "Stop messaging me!!",
  "stop all messages",
  "please stop these promotions",
  "stop sending me any more messages, thank you",
  "can you stop sending me these ads",
  "I want to stop receiving your emails",
  "Stop the marketing messages on this number",
  "Stop spamming me",
  "don't message me again",
  "Do not text me anymore",
  "Please don't send me any messages",
  "dont contact me",
  "never message me again",
  "Do not send promotional sms to this number",
  "I don't want your messages anymore",
  "we do not want to get these emails",
  "I no longer wish to receive messages",
  "not interested in your promotions",
  "Remove me from your mailing list",
  "please take my number off your list",
  "Delete my number from your database",
  // Hindi
  "कृपया मैसेज बंद करें",
  "मुझे मैसेज भेजना बंद करो",
  "मुझे और मैसेज मत भेजो",
  "अब मुझे कोई संदेश नहीं चाहिए",
  "मुझे विज्ञापन मत भेजिए",
  "बंद करो भाई",
  "धन्यवाद, बंद करें",
  "इस नंबर पर एसएमएस भेजना बंद कर दीजिए",
  // Hindi in Latin letters
  "mujhe message mat bhejo",
  "Message bhejna band karo",
  "aur messages mat bhejna please",
  "mujhe aapke messages nahi chahiye",
  "ye promotion band kar do bhai",
  "is number pe message mat karo",
  "please msg band kijiye",
  "Band karo ji",
  // Bengali
  "আমাকে আর মেসেজ পাঠাবেন না",
  "মেসেজ পাঠানো বন্ধ করুন",
  "দয়া করে বিজ্ঞাপন বন্ধ করুন",
  "আমি আর মেসেজ চাই না",
  "আমাকে মেসেজ পাঠানো বন্ধ করে দিন",
  // Telugu
  "నాకు మెసేజ్‌లు పంపవద్దు",
  "దయచేసి మెసేజ్‌లు ఆపండి",
  "నాకు ఇక సందేశాలు వద్దు",
  "మళ్ళీ మెసేజ్‌లు పంపకండి",
  "మీ ప్రకటనలు ఆపేయండి",
  // Marathi
  "मला मेसेज पाठवू नका",
  "कृपया मेसेज पाठवणे बंद करा",
  "मला तुमचे मेसेज नको",
  "यापुढे संदेश पाठवू नका",
  "जाहिराती बंद करा",
  // Tamil
  "எனக்கு செய்திகள் அனுப்ப வேண்டாம்",
  "தயவுசெய்து செய்திகளை நிறுத்துங்கள்",
  "இனி எனக்கு மெசேஜ் அனுப்பாதீர்கள்",
  "எனக்கு உங்கள் விளம்பரங்கள் வேண்டாம்",
  "நிறுத்து, நன்றி",
  // Gujarati
  "મને મેસેજ મોકલશો નહીં",
  "કૃપા કરીને મેસેજ બંધ કરો",
  "મને હવે મેસેજ ન મોકલો",
  "મને તમારા મેસેજ નથી જોઈતા",
  "જાહેરાતો મોકલવાનું બંધ કરો",
  // Urdu
  "مجھے میسج مت بھیجیں",
  "براہ کرم پیغامات بھیجنا بند کریں",
  "مجھے میسج نہیں چاہئے",
  "اب کوئی پیغام نہ بھیجیں",
  "اشتہارات بند کر دیں",
];

const unclear = [
  "stop it",
  "don't text me, call me",
  "Stop this",
  "leave me alone",
  "this is spam",
  "No messages please",
  "how do I stop these messages?",
  "how to unsubscribe",
  "Stop calling me",
  "stop sending so many messages",
  "don't send me offers",
  "stop sending me",
  "Do not disturb me",
  "remove my number",
  "stop the reminders please",
  "itne message mat bhejo",
  "mujhe mat bhejo",
  "mujhe call mat karo",
  "tang mat karo",
  "मुझे मत भेजो",
  "ऑफर मत भेजो मुझे",
  "मला ऑफर पाठवू नका",
  "বিরক্ত করবেন না",
  "నాకు ఆఫర్లు పంపవద్దు",
  "எனக்கு ஆஃபர் அனுப்ப வேண்டாம்",
  "મને ઓફર મોકલશો નહીં",
  "مجھے آفر مت بھیجیں",
];

const others = [
  "please stop sending me the wrong bill",
  "stop sending my reports to my father's number",
  "Do I have to stop my tablets before the blood test?",
  "Should I stop eating at night?",
  "When does the offer stop?",
  "bus stop near your clinic",
  "is there a stop near you",
  "don't stop sending me messages",
  "please don't unsubscribe me",
  "I did not unsubscribe",
  "I did not get any message",
  "I never got your email",
  "no message came",
  "you don't send me messages anymore",
  "why did you stop sending me messages about my order",
  "I don't use email, please call",
  "Don't message the doctor yet",
  "do not send the technician before ten",
  "don't send it to my office",
  "Remove the vitamin test from my list",
  "delete my appointment",
  "take me off the waiting list for Friday",
  "cancel my subscription to the gold plan",
  "I want to cancel",
  "Not interested",
  "no thanks",
  "no",
  "I don't want it",
  "I do not want this offer",
  "I don't want to wait",
  "can you message me the address",
  "please send me a message when it is ready",
  "send me all your promotions",
  "what messages do you send?",
  "Which newsletter do you have?",
  "My emails stop at the spam filter of the office",
  "the machine keeps stopping with an error message",
  "enough",
  "that is all, thank you",
  "please help me stop smoking",
  "stop payment of cheque 1123",
  "Stop order 5521",
  "please stop my order",
  "don't contact my employer",
  "Don't disturb my mother, ring me",
  "I get too many side effects, can I stop?",
  "मुझे मैसेज नहीं मिला",
  "मैसेज नहीं आया",
  "दवाई बंद करूँ क्या?",
  "रिपोर्ट मत भेजो, मैं खुद ले लूँगा",
  "मुझे मैसेज भेजो",
  "अभी नहीं चाहिए",
  "mujhe report mat bhejo",
  "message nahi aaya",
  "mujhe message bhejo",
  "dukaan kab band hoti hai",
  "dawai band karni hai kya",
  "nahi chahiye",
  "booking mat karo abhi",
  "abhi nahi",
  "আমি মেসেজ পাইনি",
  "আমাকে মেসেজ পাঠান",
  "দোকান কখন বন্ধ হয়?",
  "ఓషధం ఆపాలా?",
  "నాకు మెసేజ్ రాలేదు",
  "రిపోర్ట్ పంపవద్దు",
  "मला मेसेज मिळाला नाही",
  "औषध बंद करू का?",
  "दुकान बंद आहे का",
  "எனக்கு செய்தி வரவில்லை",
  "மருந்தை நிறுத்தலாமா?",
  "அறிக்கை அனுப்ப வேண்டாம்",
  "મને મેસેજ મળ્યો નથી",
  "દવા બંધ કરું?",
  "દુકાન ક્યારે બંધ થાય છે",
  "مجھے میسج نہیں ملا",
  "دوا بند کروں؟",
  "دکان کب بند ہوتی ہے",
  "رپورٹ مت بھیجیں",
  `stop ${"very ".repeat(60)}`,
];

describe("a sentence", () => {
  it.each(optOuts)("opts out: %s", (text) => expect(readAs(text)).toBe("stop"));
  it.each(unclear)("is asked about: %s", (text) => expect(readAs(text)).toBe("asked"));
  it.each(others)("is left to the agent: %s", (text) => expect(readAs(text)).toBe("none"));

  it("is tried in well over a hundred and fifty forms", () => {
    expect(new Set([...optOuts, ...unclear, ...others]).size).toBeGreaterThan(180);
  });

  it("opts out of no channel that has no account of the tenant's", () => {
    expect(keywordOf("web_chat", { text: "unsubscribe me", choiceId: null }, false)).toBeUndefined();
    expect(maybeStop("web_chat", { text: "stop it", choiceId: null })).toBeUndefined();
  });
});

describe("a marketing opt-out button", () => {
  it.each([
    ["Stop promotions", null],
    ["STOP PROMOTIONS", null],
    ["प्रमोशन बंद करें", "hi"],
    ["Parar promoções", "pt"],
    ["Detener promociones", "es"],
    ["Остановить рекламу", "ru"],
    ["إيقاف العروض الترويجية", "ar"],
    ["విజ్ఞాపన", undefined],
    ["Show promotions", undefined],
    ["Book now", undefined],
  ])("%s", (label, language) => {
    const said = keywordOf("whatsapp", { text: label, choiceId: label }, false);
    expect(said?.keyword === "stop" ? said.language : undefined).toBe(language);
  });

  it("counts by its payload where the label is the tenant's own", () => {
    expect(keywordOf("whatsapp", { text: "Not for me", choiceId: "STOP" }, false)?.keyword).toBe("stop");
    expect(keywordOf("whatsapp", { text: "Not for me", choiceId: "offer_3" }, false)).toBeUndefined();
  });
});
