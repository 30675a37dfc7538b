/**
 * Words of which a whole farewell consists, by language: each list has those that end a call, then those that may stand
 * beside them.
 */
const farewells: readonly (readonly [ends: string, beside: string])[] = [
  [
    "bye|goodbye|bye-bye|cheerio",
    "ok okay thank thanks you so much very good have a nice day now then and well all right see that's that is it",
  ],
  ["अलविदा|नमस्ते|बाय|नमस्कार", "ठीक है धन्यवाद शुक्रिया जी अच्छा बहुत"],
  ["alvida|namaste|bye", "theek thik hai dhanyavaad shukriya ji accha achha bahut ok"],
  ["বিদায়|বাই|নমস্কার", "ঠিক আছে ধন্যবাদ আচ্ছা অনেক"],
  ["బై|సెలవు|నమస్తే|నమస్కారం", "సరే ధన్యవాదాలు అండి"],
  ["बाय|निरोप|नमस्कार|येतो|येते", "ठीक आहे धन्यवाद बरं"],
  ["பை|வணக்கம்|வருகிறேன்|வரேன்", "சரி நன்றி ரொம்ப"],
  ["બાય|આવજો|નમસ્તે|નમસ્કાર", "સારું ઠીક છે આભાર"],
  ["خدا حافظ|حافظ|الوداع|بائے", "خدا ٹھیک ہے شکریہ جی اچھا بہت"],
];

const languages = farewells.map(([ends, beside]) => ({
  ends: new Set(ends.split("|")),
  beside: new Set(beside.split(" ")),
}));

/** Whether the caller only takes leave. "Bye, but what does it cost?" is a question. */
export function isFarewell(text: string): boolean {
  const said = text.toLowerCase().match(/[\p{L}\p{M}'-]+/gu) ?? [];
  return languages.some(
    ({ ends, beside }) =>
      said.some((word) => ends.has(word)) && said.every((word) => ends.has(word) || beside.has(word)),
  );
}
