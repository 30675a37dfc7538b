import { normalized } from "../../../../../shared/schema/bounded-text.ts";

/** How mail programs begin the subject of an out-of-office note, in the languages of Outlook, Exchange and Gmail. */
const replies: readonly RegExp[] = [
  /^auto(matic)?[- ]?(reply|response|responder)\b/,
  /^out of (the )?office(?! (hours|visit|call))\s*($|[:\-–—([]|auto|reply|until|from|notification|message)/,
  /^(automatische antwort|abwesenheits(notiz|nachricht|meldung|assistent)|automatische abwesenheit)/,
  /^(réponse automatique|absence du bureau|message d'absence|notification d'absence)/,
  /^(respuesta automática|fuera de la oficina|ausente de la oficina)/,
  /^(risposta automatica|fuori sede|fuori ufficio)/,
  /^(resposta automática|fora do escritório|ausência temporária)/,
  /^(automatisch antwoord|automatische beantwoording|niet aanwezig|afwezig(heid)?\s*:)/,
  /^(autosvar|automatiskt svar|automatisk svar|automatisk svarmeddelelse|frånvaro(meddelande)?\s*:|fraværsmelding|ikke til stede)/,
  /^(automaattinen vastaus|poissa\s*:)/,
  /^(odpowiedź automatyczna|automatyczna odpowiedź|autoodpowiedź|poza biurem)/,
  /^(automatická odpověď|automatická odpoveď|automatikus válasz|răspuns automat|automatski odgovor|samodejni odgovor)/,
  /^(автоответ|автоматический ответ|автоматична відповідь|автовідповідь|автоматичен отговор)/,
  /^(otomatik yanıt|otomatik cevap|αυτόματη απάντηση)/,
  /^(自动回复|自動回覆|自動返信|自動応答|不在通知|不在(のお知らせ)|자동 ?회신|자동 ?응답|부재중)/,
  /^(स्वचालित (उत्तर|जवाब)|कार्यालय से बाहर|স্বয়ংক্রিয় উত্তর)/,
  /^(رد تلقائي|الرد التلقائي|الرد الآلي|خارج المكتب|מענה אוטומטי|תשובה אוטומטית|پاسخ خودکار)/,
  /^(trả lời tự động|balasan otomatis|jawapan automatik|ตอบกลับอัตโนมัติ)/,
];

const bounces: readonly RegExp[] = [
  /^(undeliver(able|ed)|undelivered mail returned|mail delivery (failed|failure|subsystem)|mail system error)/,
  /^(delivery status notification|delivery (has )?failed|delivery failure|failure notice|returned mail|message delivery failure)/,
  /^(unzustellbar|nicht zustellbar|non remis|échec de (la )?(remise|distribution)|no se puede entregar|non recapitabile)/,
  /^(não é possível entregar|onbestelbaar|kan inte levereras|недоставлено|无法送达|未送達|配信不能|傳遞失敗)/,
];

/** What the subject alone gives away. A reply to such a mail has the subject behind `Re:` and is a person's. */
export function automaticSubject(subject: string): "automatic-reply" | "bounce" | undefined {
  const start = normalized(subject.slice(0, 200), "NFC").trim().toLowerCase();
  if (replies.some((one) => one.test(start))) return "automatic-reply";
  return bounces.some((one) => one.test(start)) ? "bounce" : undefined;
}
