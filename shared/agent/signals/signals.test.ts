import { growthAtEightfold, linearAtEightfold } from "../../../tests/growth.fixture.ts";
import { languageNamed } from "../language/in-language.ts";
import { phrasesFor } from "../language/phrases.ts";
import { readSignals } from "./signals.ts";

const read = (text: string, earlier: string[] = []) =>
  readSignals({ messages: [text], earlier, interactionCount: earlier.length + 1 });

describe("language", () => {
  it.each([
    ["Hello, what is the price of a thyroid test?", "en"],
    ["थायराइड टेस्ट की कीमत क्या है?", "hi"],
    ["मला थायरॉईड टेस्टची किंमत सांगा, कधी येऊ?", "mr"],
    ["thyroid test ka price kya hai", "hi-Latn"],
    ["Kal subah home collection ho sakta hai?", "hi-Latn"],
    ["থাইরয়েড টেস্টের দাম কত?", "bn"],
    ["థైరాయిడ్ పరీక్ష ధర ఎంత?", "te"],
    ["தைராய்டு பரிசோதனை விலை என்ன?", "ta"],
    ["થાઇરોઇડ ટેસ્ટની કિંમત શું છે?", "gu"],
    ["تھائیرائیڈ ٹیسٹ کی قیمت کیا ہے؟", "ur"],
    ["Thyroid profile test ka rate", "hi-Latn"],
    ["I will do it, hi to all at the door", "en"],
    ["CBC और Lipid profile कब?", "hi"],
    ["كم سعر الفحص؟", "ar"],
    ["السلام عليكم، هل الموعد غدا؟", "ar"],
    ["میری رپورٹ کب ملے گی؟", "ur"],
    ["قیمت آزمایش چقدر است؟", "fa"],
    ["ಥೈರಾಯ್ಡ್ ಪರೀಕ್ಷೆಯ ಬೆಲೆ ಎಷ್ಟು?", "kn"],
    ["തൈറോയ്ഡ് പരിശോധനയുടെ വില എത്രയാണ്?", "ml"],
    ["ਥਾਇਰਾਇਡ ਟੈਸਟ ਦੀ ਕੀਮਤ ਕੀ ਹੈ?", "pa"],
    ["ଥାଇରଏଡ୍ ପରୀକ୍ଷାର ମୂଲ୍ୟ କେତେ?", "or"],
    ["আপোনাৰ ৰিপৰ্ট কেতিয়া পাম?", "as"],
    ["thyroid test vilai evlo", "ta-Latn"],
    ["enakku naalaikku appointment venum", "ta-Latn"],
    ["thyroid test entha andi", "te-Latn"],
    ["naaku repu udayam test kavali", "te-Latn"],
    ["amar report kobe pabo", "bn-Latn"],
    ["ami thyroid test korate chai", "bn-Latn"],
    ["mala thyroid test karaychi aahe", "mr-Latn"],
    ["report kadhi milel", "mr-Latn"],
    ["thyroid test na ketla thase", "gu-Latn"],
    ["mane kaale savare test karavvo chhe", "gu-Latn"],
    ["mainu thyroid test karwauna, kinne da hai", "pa-Latn"],
    ["thyroid test eshtu? nanage beku", "kn-Latn"],
    ["thyroid test ethra aanu? enikku venam", "ml-Latn"],
    ["¿Cuánto cuesta el análisis para mañana?", "es"],
    ["Combien coûte une prise de sang pour demain?", "fr"],
    ["Quanto custa uma consulta amanhã?", "pt"],
    ["Wie viel kostet eine Blutprobe morgen?", "de"],
    ["My name is Mala and I live in Los Angeles", "en"],
    ["Is Dr Das available to see me on the 5th? No hurry", "en"],
    ["Amar Singh here", "en"],
    ["ok", "en"],
  ])("of %j is %s", (text, language) => {
    expect(read(text).language).toBe(language);
  });

  it("of an emoji-only message is that of the previous message", () => {
    expect(read("👍👍", ["नमस्ते, कैसे हैं?"]).language).toBe("hi");
    expect(read("👍👍").language).toBe("en");
  });

  it("that letters do not tell is the tenant's, or English", () => {
    const about = { earlier: [], interactionCount: 1 };
    for (const text of ["سلام", "привет, сколько стоит?", "血液検査はいくらですか", "👍"]) {
      expect(readSignals({ ...about, messages: [text] }).language).toBe("en");
      expect(readSignals({ ...about, messages: [text], fallbackLanguage: "hi" }).language).toBe("hi");
    }
  });

  it.each([
    ["English", "en"],
    ["Hindi and English", "en"],
    ["Hindi", "hi"],
    ["Spanish", "es"],
    ["Klingon", "en"],
  ])("of a tenant that names %j is %s", (named, language) => expect(languageNamed(named)).toBe(language));

  it("without sentences of its own gets English ones, and never another language's", () => {
    for (const language of ["ar", "kn", "ml", "pa", "or", "ta-Latn", "te-Latn", "bn-Latn", "fa", "es"])
      expect(phrasesFor(language)).toBe(phrasesFor("en"));
    expect(phrasesFor("hi-IN")).toBe(phrasesFor("hi"));
    expect(phrasesFor("hi-Latn")).not.toBe(phrasesFor("hi"));
  });
});

describe("sentiment", () => {
  it.each([
    "This is the worst service, I am very angry!",
    "Bahut bekar service hai, bilkul bakwas",
    "आपकी सेवा बहुत खराब है, मैं गुस्सा हूँ",
    "খুব খারাপ আর বাজে সার্ভিস",
    "చాలా చెత్త, మోసం",
    "😡😡😡",
  ])("of %j is below 0.3", (text) => {
    expect(read(text).sentiment_score).toBeLessThan(0.3);
    expect(read(text).flags).toContain("negative_sentiment");
  });

  it.each([
    "Thank you so much, this is great!",
    "Bahut accha hai, shukriya",
    "बहुत अच्छा, धन्यवाद!",
    "மிகவும் நல்ல, நன்றி",
    "😍👏🎉",
  ])("of %j is above 0.7", (text) => {
    expect(read(text).sentiment_score).toBeGreaterThan(0.7);
    expect(read(text).flags).toContain("positive_sentiment");
  });

  it.each([
    "What is the price of the thyroid test?",
    "I have fever and pain since two days, please help",
    "Can I cancel my appointment?",
    "मुझे बुखार है",
    "",
    "12345",
    "Does the thali have nuts in it?",
  ])("of %j is near neutral", (text) => {
    expect(read(text).sentiment_score).toBeGreaterThan(0.35);
    expect(read(text).sentiment_score).toBeLessThan(0.65);
  });

  it("is reversed by a negation before or after the word", () => {
    expect(read("This is not good").sentiment_score).toBeLessThan(0.5);
    expect(read("accha nahi hai").sentiment_score).toBeLessThan(0.5);
    expect(read("अच्छा नहीं है").sentiment_score).toBeLessThan(0.5);
    expect(read("not bad at all").sentiment_score).toBeGreaterThan(0.5);
  });
});

describe("flags", () => {
  it.each([
    "I want to talk to a human",
    "connect me with a real person please",
    "Agent please",
    "I need to speak to your manager now",
    "mujhe kisi insaan se baat karni hai",
    "मुझे किसी व्यक्ति से बात करनी है",
    "मला माणसाशी बोलायचे आहे",
    "আমি একজন মানুষের সাথে কথা বলতে চাই",
    "నేను మనిషితో మాట్లాడాలి",
    "நான் ஒரு மனிதருடன் பேச வேண்டும்",
    "મારે કોઈ વ્યક્તિ સાથે વાત કરવી છે",
    "مجھے کسی انسان سے بات کرنی ہے",
  ])("%j asks for a person", (text) => {
    expect(read(text).flags).toContain("customer_request_escalation");
  });

  it.each([
    "I do not want to talk to a human",
    "What is human insulin?",
    "I need a test for one person",
    "Is the travel agent discount valid?",
    "Does the doctor talk about results?",
  ])("%j does not ask for a person", (text) => {
    expect(read(text).flags).not.toContain("customer_request_escalation");
  });

  it.each([
    ["I have chest pain and can't breathe", "medical_complexity_high"],
    ["papa ke seene mein dard hai", "medical_complexity_high"],
    ["सीने में दर्द है", "medical_complexity_high"],
    ["do you have something for my wife and kids?", "mention_family"],
    ["do you have something for my wife and kids?", "family_mention"],
    ["I want a refund, this is a complaint", "complaint"],
    ["home collection book karna hai", "booking_intent"],
    ["kitne paise lagenge", "price_question"],
  ])("%j raises %s", (text, flag) => {
    expect(read(text).flags).toContain(flag);
  });
});

describe("reading", () => {
  it("scores the complexity of a message from 0 to 1", () => {
    expect(read("hi").complexity_score).toBeLessThan(0.1);
    const long = "My report says one thing, the doctor another. What now? Who is right? And why? ".repeat(10);
    expect(read(long).complexity_score).toBeGreaterThan(0.8);
    expect(read(long).complexity_score).toBeLessThanOrEqual(1);
  });

  it.each([
    ["words", "a b! "],
    ["emoji", "😀"],
    ["one long word", "x"],
    ["markup", "<b>not</b> "],
    ["spaces", " "],
  ])("reads 100,000 characters of %s in linear time", (_, unit) => {
    const readOf = (length: number) => read(unit.repeat(length / unit.length));
    expect(growthAtEightfold(readOf, 25_000)).toBeLessThan(linearAtEightfold);
  });
});
