import { acknowledges } from "./acknowledgement.ts";
import { automaticKind, isUnattended } from "./automatic-mail.ts";
import { automaticSubject } from "./automatic-subjects.ts";

function kindOf(headers: Record<string, string>, more: Partial<Parameters<typeof automaticKind>[0]> = {}) {
  return automaticKind({
    headers: new Map(Object.entries(headers)),
    from: "asha@mail.example",
    repliesElsewhere: false,
    envelopeFrom: "asha@mail.example",
    subject: "My report",
    text: "Is it ready",
    ...more,
  });
}

it.each([
  ["automatic-reply", { "auto-submitted": "auto-replied (vacation)" }],
  ["automatic-reply", { precedence: "auto_reply" }],
  ["automatic-reply", { "x-autorespond": "yes" }],
  ["automatic", { "auto-submitted": "auto-generated" }],
  ["automatic", { "x-auto-response-suppress": "All" }],
  ["mailing-list", { "list-id": "<news.mail.example>" }],
  ["mailing-list", { precedence: "Bulk" }],
  ["mailing-list", { "list-unsubscribe": "<https://mail.example/u>" }],
  ["bounce", { "content-type": "multipart/report; report-type=delivery-status" }],
  ["bounce", { "return-path": "<>" }],
  ["bounce", { "x-failed-recipients": "care@clinic.example" }],
])("recognises by its headers: %s %j", (kind, headers) => {
  expect(kindOf(headers)).toBe(kind);
});

it("takes ordinary headers for a person's", () => {
  expect(kindOf({})).toBeUndefined();
  expect(
    kindOf({ "auto-submitted": "no", precedence: "first-class", "return-path": "<asha@mail.example>" }),
  ).toBeUndefined();
  expect(kindOf({ "x-auto-response-suppress": "None" })).toBeUndefined();
});

it("takes the mail of a form for its visitor's, unless it is a reply or a list's", () => {
  const form = { repliesElsewhere: true, from: "no-reply@site.example" };
  expect(kindOf({}, form)).toBeUndefined();
  expect(kindOf({ "auto-submitted": "auto-generated" }, form)).toBeUndefined();
  expect(kindOf({ "auto-submitted": "auto-generated", "in-reply-to": "<a@b>" }, form)).toBe("automatic");
  expect(kindOf({ "auto-submitted": "auto-replied" }, form)).toBe("automatic-reply");
  expect(kindOf({ "list-id": "<n.example>" }, form)).toBe("mailing-list");
});

it.each([
  "no-reply@a.example",
  "noreply@a.example",
  "do_not_reply@a.example",
  "DoNotReply@a.example",
  "ne-pas-repondre@a.example",
  "noreply+7@a.example",
  "mailer-daemon@a.example",
])("knows an address that nobody reads: %s", (address) => {
  expect(isUnattended(address)).toBe(true);
});
it.each(["nora@a.example", "noreen.reply@a.example"])("knows a person's address: %s", (address) => {
  expect(isUnattended(address)).toBe(false);
});

it.each([
  "Automatic reply: Your report",
  "Auto-Reply: hello",
  "Out of Office: back on Monday",
  "Out of the office until 5 December",
  "Automatische Antwort: Ihr Bericht",
  "Abwesenheitsnotiz: Ihr Bericht",
  "Réponse automatique : Votre rapport",
  "Respuesta automática: Su informe",
  "Risposta automatica: Il referto",
  "Resposta automática: Seu exame",
  "Automatisch antwoord: Uw rapport",
  "Automatiskt svar: Din rapport",
  "Odpowiedź automatyczna: Raport",
  "Автоответ: Отчёт",
  "Otomatik yanıt: Rapor",
  "自动回复: 报告",
  "自動返信: レポート",
  "자동 회신: 보고서",
  "स्वचालित उत्तर: रिपोर्ट",
  "رد تلقائي: التقرير",
])("recognises an out-of-office note by its subject: %s", (subject) => {
  expect(automaticSubject(subject)).toBe("automatic-reply");
});

it.each(["Undelivered Mail Returned to Sender", "Delivery Status Notification (Failure)", "Unzustellbar: Ihr Bericht"])(
  "recognises a bounce by its subject: %s",
  (subject) => {
    expect(automaticSubject(subject)).toBe("bounce");
  },
);

it.each([
  "Re: Automatic reply: Your report",
  "Out of office hours visit, possible?",
  "Automatic blood pressure monitor",
  "I am out of the office on Monday, come home instead",
  "My report was returned",
  "Delivery of my parcel failed",
])("takes a subject for a person's: %s", (subject) => {
  expect(automaticSubject(subject)).toBeUndefined();
});

it.each([
  ["[Case 4471] Your request has been received", "Dear customer, a new case has been opened."],
  ["Request received: Invoice", "Thanks for contacting Acme. We have received your message."],
  ["[Ticket #7] Hello", "Your ticket has been created. An agent will look at it."],
  ["[#88-12345] Ihre Anfrage", "Ihre Anfrage ist bei uns eingegangen. Vorgang #12345."],
  ["Demande #4471", "Nous avons bien reçu votre demande."],
  ["Ticket: 4471", "Hemos recibido su solicitud. Le responderemos pronto."],
  ["Chamado #99", "Recebemos a sua solicitação."],
  ["Ticket #99", "आपका अनुरोध प्राप्त हुआ है।"],
  ["[#12345]", "お問い合わせいただきありがとうございます。受付いたしました。"],
])("recognises a help desk's acknowledgement: %s", (subject, text) => {
  expect(acknowledges(subject, text)).toBe(true);
});

it.each([
  ["My report", "Thank you for contacting me yesterday. I can come at 10."],
  ["Ticket #88121", "I bought this ticket and cannot travel. Please refund it."],
  ["Re: your offer", "We have received your message and my wife agrees. Please book it."],
  ["Order #5521", "Your message was received. But when does the parcel come?"],
  ["[Ticket #88121] We received your request", "You wrote this to me. Which request?"],
])("takes a person's mail for what it is: %s", (subject, text) => {
  expect(acknowledges(subject, text)).toBe(false);
});
