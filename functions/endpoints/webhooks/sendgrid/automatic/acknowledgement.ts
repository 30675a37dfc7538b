/** A help desk's reference: `[Ticket #88121]`, `(Case: 00012)`, `[#ABC-123]`, `##- reply above this line -##`. */
const reference =
  /(\b(ticket|case|request|incident|anfrage|vorgang|demande|solicitud|chamado|richiesta|zaak|ärende|обращени\w*)\s*(id|no\.?|nr\.?|number|n°)?\s*[:#№]\s*[#\w-]*\d)|\[#?[a-z]{0,10}[-#:]?\d[\d-]{2,}\]|##- .{1,80} -##/iu;

/** Sentences with which help desks acknowledge a mail. */
const sentences: readonly RegExp[] = [
  /\b(we|we've|we have) (have |just |successfully )*(received|got) (your|a new) (request|message|e-?mail|enquiry|inquiry|query|ticket|support request|case)/i,
  /\byour (support )?(request|ticket|case|e-?mail|message|enquiry|inquiry|query)( \S{1,40}){0,4} (has|have) (now )?been (\w+ )?(received|created|opened|logged|registered|submitted)/i,
  /\b(a|new|the) (new )?(support )?(ticket|case|request)( \S{1,40}){0,4} (has been|was|is) (\w+ )?(created|opened|logged|registered|raised)/i,
  /\b(request|ticket|message|e-?mail) received\b/i,
  /\bthank(s| you) for (contacting|reaching out to|writing to|getting in touch with) /i,
  /\bthis is an? (automat(ed|ic)|auto-?generated) (reply|response|message|e-?mail|acknowledg)/i,
  /\bihre (anfrage|nachricht|e-?mail|mitteilung) .{0,40}(eingegangen|erhalten)|wir haben ihre (anfrage|nachricht|e-?mail) .{0,20}erhalten/i,
  /\bnous avons (bien )?reçu votre (demande|message|e-?mail|courriel)|votre demande .{0,40}(enregistrée|prise en compte)/i,
  /\b(hemos recibido (su|tu)|recibimos (su|tu)) (solicitud|mensaje|consulta|correo)|se ha creado .{0,30}(ticket|caso)/i,
  /\brecebemos (a |o )?(sua|seu) (solicitação|mensagem|e-?mail|chamado|pedido)/i,
  /\babbiamo ricevuto (la |il )?(sua|tua|vostra|suo) (richiesta|messaggio|e-?mail|mail|segnalazione)/i,
  /\b(we hebben|wij hebben) (je|jouw|uw) (aanvraag|bericht|e-?mail|vraag|verzoek)( \S{1,20}){0,3} ontvangen/i,
  /\bvi har (mottagit|modtaget|mottatt) (ditt|din|deres) /i,
  /otrzymaliśmy (twoje|twoją|państwa) (zgłoszenie|wiadomość)|zgłoszenie .{0,40}zostało (utworzone|zarejestrowane|przyjęte)/iu,
  /(ваше|ваш) (обращение|запрос|заявка|сообщение|письмо).{0,40}(получено|получен|зарегистрирован|принят)/iu,
  /talebiniz .{0,30}(alınmıştır|alındı|oluşturuldu)/iu,
  /(お問い?合わせ|ご連絡).{0,20}(ありがとうございます|受け付け|受付)|受付(いた|致)しました/u,
  /(我们|我們)已(经|經)?收到(您|你)的|(您|你)的(请求|工单|請求|郵件|邮件)已(收到|创建|建立)/u,
  /आपका (अनुरोध|टिकट|संदेश|ईमेल).{0,30}(प्राप्त|दर्ज|मिल)/u,
  /(تم استلام|لقد استلمنا|تلقينا) (طلبك|رسالتك|بريدك)/u,
  /(문의|요청).{0,20}접수되었습니다/u,
];

/** The beginning of a text, where an acknowledgement says what it is. */
const readCharacters = 800;

/**
 * Whether a help desk acknowledges a mail. Two signs of three are needed, because people write each of them too: a
 * reference in the subject, an acknowledging sentence in the subject, and one in the text. A question is a person's.
 */
export function acknowledges(subject: string, text: string): boolean {
  const [head, body] = [subject.slice(0, 300), text.slice(0, readCharacters)];
  const acknowledged = (given: string) => sentences.some((one) => one.test(given));
  const signs = [reference.test(head), acknowledged(head), acknowledged(body)].filter(Boolean).length;
  return signs >= 2 && !/[?؟？](\s|$)/.test(body);
}
