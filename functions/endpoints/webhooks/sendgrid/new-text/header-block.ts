import { plainLine } from "./attribution.ts";

/** The names that Outlook and others give to the header of the mail they quote, in their languages. */
const names = {
  from: "from|von|de|da|van|från|fra|lähettäjä|od|от|від|от кого|kimden|gönderen|差出人|发件人|寄件者|寄件人|보낸 ?사람|من|מאת|प्रेषक|से|feladó|de la|από|từ|dari|จาก",
  sent: "sent|date|gesendet|datum|envoyé|date d'envoi|enviado( el)?|enviada em|fecha|data|inviato|verzonden|skickat|sendt|dato|lähetetty|päivämäärä|wysłano|wysłane|odesláno|отправлено|дата|надіслано|gönderildi|gönderme tarihi|tarih|送信日時|日時|发送时间|日期|發送時間|寄件日期|傳送時間|보낸 ?날짜|날짜|تم الإرسال|التاريخ|تاريخ الإرسال|נשלח|תאריך|भेजा गया|भेजा|दिनांक|elküldve|dátum|trimis|στάλθηκε|ημερομηνία|đã gửi|ngày|dikirim|tanggal|ส่ง|วันที่",
  to: "to|an|à|para|a|aan|till|til|vastaanottaja|do|komu|кому|kime|alıcı|宛先|收件人|收件者|받는 ?사람|إلى|אל|प्रति|को|címzett|către|προς|đến|kepada|ถึง",
  subject:
    "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|тема|konu|件名|主题|主旨|主題|제목|الموضوع|נושא|विषय|tárgy|subiect|θέμα|chủ đề|subjek|เรื่อง",
};
type Kind = keyof typeof names;
const kinds = Object.entries(names).map(([kind, words]): [Kind, RegExp] => [
  kind as Kind,
  new RegExp(`^[*_]{0,2}(${words})[*_]{0,2} ?[:：][*_]{0,2}( |$)`, "i"),
]);
const address = /@|\[mailto:/i;
const separator = /^[-_=]{2,} ?(.{3,60}?) ?[-_=]{2,}$/;
const originals =
  /original|ursprüngliche|ursprungl|origine|originale|oorspronkelijk|oprindelig|opprinnelig|alkuperäinen|oryginaln|původní|pôvodná|исходное|оригинал|orijinal|özgün|元のメッセージ|原始|邮件原件|원본|الأصلية|मूल संदेश|המקורית|eredeti|αρχικό/i;
const replyAbove =
  /^[-#=_*\s]{0,10}(please )?(reply|type your reply|write your reply|respond) above this line[-#=_*.\s]{0,10}$/i;
const rule = /^_{20,}$/;
const forwarded =
  /forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht|vidarebefordrat|videresendt|wiadomość przekazana|пересылаемое|пересланное|iletilen|転送|转发|轉寄|전달된|الرسالة المعاد|अग्रेषित/i;
const forwardSubject = /^(fwd?|wg|tr|rv|enc|i|doorst|vs|vb|vl|pd|ilt|yönl|转发|轉寄|転送)\s?[:：]/i;
const blockLines = 8;

/** Whether the history starts at this line, without a mark on each of its lines. All below it is quoted. */
export function startsHistory(lines: readonly string[], index: number): boolean {
  const line = plainLine(lines[index] ?? "");
  if (replyAbove.test(line)) return true;
  if (rule.test(line)) return kindsFrom(lines, index + 1).size >= 2;
  const [, title = ""] = separator.exec(line) ?? [];
  if (title !== "" && originals.test(title)) return true;
  return isHeaderBlock(lines, index);
}

/**
 * A sender, a date and a recipient or a subject, line by line. A person may write "From: Andheri, To: Bandra" too, so the
 * sender has an address or a subject follows.
 */
function isHeaderBlock(lines: readonly string[], index: number): boolean {
  const line = plainLine(lines[index] ?? "");
  if (!kinds.some(([kind, name]) => kind === "from" && name.test(line))) return false;
  const found = kindsFrom(lines, index);
  return found.size >= 3 && found.has("sent") && (found.has("subject") || address.test(line));
}

/** The header lines from here on, blank lines at the start aside. */
function kindsFrom(lines: readonly string[], start: number): ReadonlySet<Kind> {
  const found = new Set<Kind>();
  for (const each of lines.slice(start, start + blockLines)) {
    const line = plainLine(each.slice(0, 300));
    const kind = kinds.find(([named, name]) => !found.has(named) && name.test(line))?.[0];
    if (kind) found.add(kind);
    else if (line !== "" && found.size > 0 && !address.test(line)) break;
  }
  return found;
}

/** Whether the customer passes on somebody's mail: what is quoted is what they want to be read. */
export function isForwarded(subject: string, lines: readonly string[]): boolean {
  if (forwardSubject.test(subject.trim())) return true;
  return lines.some((line) => {
    const title = line.length <= 100 ? separator.exec(line.trim())?.[1] : undefined;
    return title !== undefined && forwarded.test(title);
  });
}
