import { newText } from "./new-text.ts";

const own = "My own words, line one.\n\nAnd line two.";

/** The lines that mail programs write above a quotation whose lines begin with `>`. */
const heads: Readonly<Record<string, readonly string[]>> = {
  "Gmail, English": ["On Mon, Nov 23, 2026 at 10:12 AM Lab Desk <desk@lab.example> wrote:"],
  "Gmail, wrapped twice": [
    "On Mon, Nov 23, 2026 at 10:12 AM Laboratory and Home Collection Desk North",
    "<desk@lab.example>",
    "wrote:",
  ],
  "Gmail, Spanish": ["El lun, 23 nov 2026 a las 10:12, Lab Desk (<desk@lab.example>) escribió:"],
  "Gmail, French": ["Le lun. 23 nov. 2026 à 10:12, Lab Desk <desk@lab.example> a écrit :"],
  "Gmail, German": ["Am Mo., 23. Nov. 2026 um 10:12 Uhr schrieb Lab Desk <desk@lab.example>:"],
  "Gmail, Dutch": ["Op ma 23 nov 2026 om 10:12 schreef Lab Desk <desk@lab.example>:"],
  "Gmail, Portuguese": ["Em seg., 23 de nov. de 2026 às 10:12, Lab Desk <desk@lab.example>", "escreveu:"],
  "Gmail, Italian": ["Il giorno lun 23 nov 2026 alle ore 10:12 Lab Desk <desk@lab.example> ha", "scritto:"],
  "Gmail, Swedish": ["Den mån 23 nov. 2026 kl 10:12 skrev Lab Desk <desk@lab.example>:"],
  "Gmail, Norwegian": ["man. 23. nov. 2026 kl. 10:12 skrev Lab Desk <desk@lab.example>:"],
  "Gmail, Finnish": ["ma 23. marrask. 2026 klo 10.12 Lab Desk (desk@lab.example) kirjoitti:"],
  "Gmail, Polish": ["pon., 23 lis 2026 o 10:12 Lab Desk <desk@lab.example> napisał(a):"],
  "Gmail, Czech": ["po 23. 11. 2026 v 10:12 odesílatel Lab Desk <desk@lab.example> napsal:"],
  "Gmail, Russian": ["пн, 23 нояб. 2026 г. в 10:12, Lab Desk <desk@lab.example>:"],
  "Gmail, Turkish": ["Lab Desk <desk@lab.example>, 23 Kas 2026 Pzt, 10:12 tarihinde şunu yazdı:"],
  "Gmail, Japanese": ["2026年11月23日(月) 10:12 Lab Desk <desk@lab.example>:"],
  "Gmail, Chinese": ["Lab Desk <desk@lab.example> 于2026年11月23日周一 10:12写道："],
  "Gmail, Chinese of Taiwan": ["Lab Desk <desk@lab.example> 於 2026年11月23日 週一 上午10:12寫道："],
  "Gmail, Korean": ["2026년 11월 23일 (월) 오전 10:12, Lab Desk <desk@lab.example>님이 작성:"],
  "Gmail, Arabic": ["في الاثنين، 23 نوفمبر 2026 في 10:12 ص تمت كتابة ما يلي بواسطة Lab Desk <‪desk@lab.example‬‏>:"],
  "Gmail, Arabic digits": ["في الاثنين، ٢٣ نوفمبر ٢٠٢٦ في ١٠:١٢ ص كتب Lab Desk <desk@lab.example>:"],
  "Gmail, Hebrew": ["‫בתאריך יום ב׳, 23 בנוב׳ 2026 ב-10:12 מאת ‪Lab‬‏ <‪desk@lab.example‬‏>:‬"],
  "Gmail, Hindi": ["सोम, 23 नव॰ 2026 को 10:12 am बजे को Lab Desk <desk@lab.example> ने लिखा:"],
  "Gmail, Marathi digits": ["सोम, २३ नोव्हें, २०२६ रोजी १०:१२ वाजता Lab Desk <desk@lab.example> ने लिहिले:"],
  "Gmail, Vietnamese": ["Vào Th 2, 23 thg 11, 2026 vào lúc 10:12 Lab Desk <desk@lab.example> đã viết:"],
  "Gmail, Indonesian": ["Pada tanggal Sen, 23 Nov 2026 pukul 10.12 Lab Desk <desk@lab.example> menulis:"],
  "Gmail, Thai": ["ในวันที่ จ. 23 พ.ย. 2026 เวลา 10:12 Lab Desk <desk@lab.example> เขียนว่า:"],
  "Apple, English": ["On 23 Nov 2026, at 10:12 AM, Lab Desk <desk@lab.example> wrote:"],
  "Apple, Portuguese": ["Em 23 de nov. de 2026, à(s) 10:12, Lab Desk <desk@lab.example> escreveu:"],
  "Apple, Japanese": ["2026/11/23 10:12、Lab Desk <desk@lab.example>のメール:"],
  "Apple, Chinese": ["2026年11月23日 10:12，Lab Desk <desk@lab.example> 写道："],
  "Thunderbird, English": ["On 11/23/26 10:12, Lab Desk wrote:"],
  "Thunderbird, German": ["Am 23.11.26 um 10:12 schrieb Lab Desk:"],
  "Thunderbird, French": ["Le 23/11/2026 à 10:12, Lab Desk a écrit :"],
  "Thunderbird, Spanish": ["El 23/11/26 a las 10:12, Lab Desk escribió:"],
  "Thunderbird, Italian": ["Il 23/11/26 10:12, Lab Desk ha scritto:"],
  "Thunderbird, Dutch": ["Op 23-11-2026 om 10:12 schreef Lab Desk:"],
  "Thunderbird, Polish": ["W dniu 23.11.2026 o 10:12, Lab Desk pisze:"],
  "Thunderbird, Swedish": ["Den 2026-11-23 kl. 10:12, skrev Lab Desk:"],
  "Thunderbird, Russian": ["23.11.2026 10:12, Lab Desk пишет:"],
};

describe.each(Object.entries(heads))("%s", (_, head) => {
  const quoted = "> What shall we do?\n>\n> > An older mail";

  it("finds the words above the quotation", () => {
    expect(newText(`${own}\n\n${head.join("\n")}\n\n${quoted}\n`)).toBe(own);
    expect(newText(`${own}\r\n${head.join("\r\n")}\r\n${quoted.replaceAll("\n", "\r\n")}\r\n`)).toBe(own);
  });

  it("finds the words below the quotation, and between its lines", () => {
    expect(newText(`${head.join("\n")}\n${quoted}\n\n${own}`)).toBe(own);
    expect(newText(`Hello,\n\n${head.join("\n")}\n> Which day?\nMonday.\n> Which place?\nAt home.\n`)).toBe(
      "Hello,\n\nMonday.\nAt home.",
    );
  });
});

const named = (names: readonly [string, string, string, string], mark = "") => {
  const [from, sent, to, subject] = names.map((name) => `${mark}${name}:${mark}`);
  return `${from} Lab Desk <desk@lab.example>\n${sent} Monday, 23 November 2026 10:12\n${to} Asha\n${subject} Re: Report\n\nWhat shall we do?`;
};
/** The headers that mail programs write above a quotation without marks. */
const blocks: Readonly<Record<string, string>> = {
  English: named(["From", "Sent", "To", "Subject"]),
  "English, bold": named(["From", "Sent", "To", "Subject"], "*"),
  "English, of a mobile": `${"_".repeat(32)}\n${named(["From", "Sent", "To", "Subject"])}`,
  "English, classic": `-----Original Message-----\n${named(["From", "Sent", "To", "Subject"])}`,
  German: named(["Von", "Gesendet", "An", "Betreff"]),
  "German, classic": "-----Ursprüngliche Nachricht-----\nVon: Lab\nWas tun?",
  French: named(["De ", "Envoyé ", "À ", "Objet "]),
  Spanish: named(["De", "Enviado el", "Para", "Asunto"]),
  Portuguese: named(["De", "Enviada em", "Para", "Assunto"]),
  Italian: named(["Da", "Inviato", "A", "Oggetto"]),
  Dutch: named(["Van", "Verzonden", "Aan", "Onderwerp"]),
  Swedish: named(["Från", "Skickat", "Till", "Ämne"]),
  Danish: named(["Fra", "Sendt", "Til", "Emne"]),
  Polish: named(["Od", "Wysłano", "Do", "Temat"]),
  Russian: named(["От", "Отправлено", "Кому", "Тема"]),
  Turkish: named(["Kimden", "Gönderildi", "Kime", "Konu"]),
  Japanese: named(["差出人", "送信日時", "宛先", "件名"]),
  Chinese: named(["发件人", "发送时间", "收件人", "主题"]).replaceAll(": ", "： "),
  Korean: named(["보낸 사람", "보낸 날짜", "받는 사람", "제목"]),
  Arabic: named(["من", "تم الإرسال", "إلى", "الموضوع"]),
  Hindi: named(["प्रेषक", "भेजा गया", "प्रति", "विषय"]),
  "a help desk's line": "##- Please type your reply above this line -##\n\nYour request (7) was updated.",
};

it.each(Object.entries(blocks))("finds the words above a quotation without marks: %s", (_, block) => {
  expect(newText(`${own}\n\n${block}`)).toBe(own);
});

const sentFrom = [
  "Sent from my iPhone",
  "Sent from Yahoo Mail on Android",
  "Sent via the Samsung Galaxy A15, an AT&T 5G smartphone",
  "Get Outlook for Android",
  "Outlook für iOS beziehen",
  "Obtener Outlook para Android",
  "Von meinem iPhone gesendet",
  "Envoyé de mon iPhone",
  "Enviado desde mi iPhone",
  "Enviado do meu iPhone",
  "Inviato da iPhone",
  "Verstuurd vanaf mijn iPhone",
  "Skickat från min iPhone",
  "Wysłane z iPhone'a",
  "Отправлено с iPhone",
  "iPhone'umdan gönderildi",
  "iPhoneから送信",
  "发自我的iPhone",
  "從我的 iPhone 傳送",
  "나의 iPhone에서 보냄",
  "मेरे iPhone से भेजा गया",
  "أرسلت من الـ iPhone",
];
it.each(sentFrom)("leaves out the line of a mail program: %s", (line) => {
  expect(newText(`${own}\n\n${line}`)).toBe(own);
  expect(newText(`${own}\n\n${line}\n\n> On 23 Nov 2026, Lab Desk wrote:\n> What shall we do?`)).toBe(own);
});

it.each([
  [
    "a sentence above a list",
    "Hello,\n\nOn 12 May 2026 at 10:30 the doctor wrote:\n- CBC\n- Vitamin D\n\nBoth on Saturday?",
  ],
  ["the same in German", "Am Montag um 10:30 schrieb mir der Arzt:\nCBC\nGeht Samstag?"],
  ["the same in Hindi", "डॉक्टर ने 10:30 बजे पर्चे पर लिखा:\nCBC\nक्या शनिवार ठीक है?"],
  ["a journey", "From: Andheri\nTo: Bandra\nDate: 5 December 2026\nHow much is it?"],
  ["a form of one's own", "Name: Asha\nDate: 5 December\nTo: the lab\n\nPlease book it."],
  ["addresses in a sentence", "Please send my 2 reports to <asha@mail.example> and these:\nCBC\nThyroid"],
  ["a parcel", "Sent from Pune by courier on Monday.\nDid it arrive?"],
  ["a sentence on a phone", "Get an Android phone for my wife\nSent from my mobile 98123 45678 yesterday\nThank you"],
  ["the same in Spanish", "Enviado a mi celular ayer el informe\nGracias"],
  ["a line of a shop", "I got my Android phone from you.\nIt does not charge."],
  ["lines and rules", "Part one\n____________________\nPart two\n------------\nPart three"],
  ["a list with dashes", `--\nCBC\n--\nThyroid\n${"More\n".repeat(20)}How much?`],
  ["two hyphens above much text", `Question\n--\n${"A line of text.\n".repeat(20)}End`],
])("keeps the whole mail: %s", (_, mail) => {
  expect(newText(mail)).toBe(mail);
});

it("keeps a mail that the customer passes on, and nothing but a quotation", () => {
  const passed = `Please read.\n\n---------- Forwarded message ---------\n${named(["From", "Date", "To", "Subject"])}`;
  expect(newText(passed)).toBe(passed);
  const outlook = `Please read.\n\n${named(["From", "Sent", "To", "Subject"])}`;
  expect(newText(outlook, "FW: Report")).toBe(outlook);
  expect(newText(outlook, "Re: Report")).toBe("Please read.");
  expect(newText("On 11/23/26 10:12, Lab Desk wrote:\n> Hello")).toContain("> Hello");
});

it("leaves out a signature above and below a quotation", () => {
  const signature = "-- \nAsha Rao\nPune";
  const quoted = "On 11/23/26 10:12, Lab Desk wrote:\n> What shall we do?";
  expect(newText(`${own}\n\n${signature}\n\n${quoted}`)).toBe(own);
  expect(newText(`${quoted}\n\n${own}\n${signature}`)).toBe(own);
});

it("leaves out the end of a quoted line that was wrapped", () => {
  const long = `> ${"The collection takes place at home, ".repeat(2)}`;
  expect(newText(`On 11/23/26 10:12, Lab Desk wrote:\n${long}\nbefore noon.\n> Is it fine?\n\nIt is.`)).toBe("It is.");
});
