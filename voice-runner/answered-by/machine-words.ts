/** What voicemail says: of carriers and telephones in English, and in the languages of calls. */
const voicemail =
  /\b(?:voice ?mail|leave (?:a|your) (?:message|name)|after the (?:tone|beep)|record your message|(?:is|are) (?:not available|unavailable|switched off|not reachable)|cannot take your call|you have reached the|the (?:person|number|subscriber) you)\b|संदेश छोड़|बीप के बाद|स्विच ऑफ|पहुँच से बाहर|उपलब्ध नहीं|বার্তা রেখে|সুইচ অফ|స్విచ్ ఆఫ్|సందేశం|निरोप ठेवा|बंद आहे|செய்தியை|சுவிட்ச் ஆஃப்|સંદેશ|સ્વિચ ઓફ|پیغام چھوڑ|بند ہے/iu;
/** What a menu says: "press 1 for sales". */
const menu =
  /\b(?:press|dial) (?:\d|one|two|three|zero|star|hash)\b|\bpara espa|दबाएँ|दबाएं|दबाइए|টিপুন|నొక్కండి|दाबा|அழுத்தவும்|દબાવો|دبائیں/iu;

/** Who speaks, by their words; undefined: the words tell nothing. */
export function machineInWords(text: string): "voicemail" | "menu" | undefined {
  if (menu.test(text)) return "menu";
  return voicemail.test(text) ? "voicemail" : undefined;
}
