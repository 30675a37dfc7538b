import { normalized } from "../../../../shared/schema/bounded-text.ts";

/** How a question looks in English, Hindi and Hinglish. */
export const asks =
  /[?？؟]|^\s*(what|when|where|which|who|why|how|is|are|do|does|did|can|could|will|would|should|may|have|has)\b|\b(kya|kab|kahan|kaise|kaun|kitna|kitne|kitni|kyun|kyon)\b|क्या|कब|कहाँ|कहां|कैसे|कौन|कितना|कितने|कितनी|क्यों/i;

/** What phones, mailboxes and other companies' bots write by themselves. */
const automatic =
  /\bauto(mated|matic)?[- ]?(reply|response|message|responder)\b|\bdo not reply\b|\bout of (the )?office\b|\b(thank you|thanks) for (contacting|reaching|getting in touch|messaging|writing|your (message|mail|e-?mail|inquiry|enquiry|interest))|\b(currently|presently) (away|unavailable|closed|driving|busy|offline)\b|\b(we|i)(['’](re|m)| are| am) (away|closed|driving|unavailable|not available)\b|\b(will|['’]ll|shall|we) (get|come) back to you\b|\bour (office|business|working|opening) hours are\b|\b(did|do|could)(n['’]t| not) (quite )?(understand|catch|get|process) (that|your (message|request|question|input|reply))\b|\bplease (select|choose) (an?|one of|from)\b|\bpress \d\b|\breply with \d\b|\binvalid (option|input|choice|selection)\b|स्वचालित|संपर्क करने के लिए धन्यवाद|respuesta automática|fuera de la oficina|gracias por (contactar|escribir|su mensaje)|réponse automatique|absent du bureau|merci (de nous avoir contact|pour votre message)|automatische antwort|nicht im büro|vielen dank für ihre (nachricht|anfrage)/i;

/** People repeat short texts: "hello?", "any news?". Automatic answers are sentences. */
const fewestCharacters = 30;
const fewestWords = 5;
const longest = 2_000;

/** A text as it is compared: without case, spaces and punctuation. A message in `recent` may have lost its end. */
export function plain(text: string): string {
  return normalized(text.slice(0, longest), "NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

export function isSentence(plainText: string): boolean {
  return plainText.length >= fewestCharacters && plainText.split(" ").length >= fewestWords;
}

export function isAutomatic(text: string): boolean {
  return automatic.test(text.slice(0, longest));
}

/** A person who asks the same again wants an answer, however often. */
export function isInsisting(text: string): boolean {
  return asks.test(text.slice(0, longest)) && !isAutomatic(text);
}
