/** How mail programs end the line above a quotation, in their languages: "… Maya wrote:". */
const verbs = [
  "wrote",
  "writes",
  "schrieb.*",
  "a écrit",
  "escribió",
  "va escriure",
  "escreveu",
  "ha scritto",
  "schreef.*",
  "skrev.*",
  "kirjoitti",
  "napisał(\\(a\\)|a)?",
  "pisze",
  "napsal(\\(a\\)|a)?",
  "napísal(\\(a\\)|a)?",
  "пишет",
  "(на)?писал(\\(а\\)|а)?",
  "пише",
  "написа",
  "yazdı",
  "写道",
  "寫道",
  "님이 작성",
  "作成",
  "のメール",
  "लिखा",
  "लिहिले",
  "লিখেছেন",
  "লিখেছে",
  "எழுதி\\S*",
  "రాశారు",
  "લખ્યું",
  "ಬರೆದಿದ್ದಾರೆ",
  "എഴുതി",
  "ਲਿਖਿਆ",
  "نے لکھا",
  "كتب",
  "تمت كتابة ما يلي.*",
  "כתב(ה)?",
  "نوشت",
  "đã viết",
  "menulis",
  "เขียนว่า",
  "írta.*",
  "a scris",
  "έγραψε",
  "je napisa[ol](la)?",
].join("|");
const verb = new RegExp(`(^|[\\s,，、>)»"'\\d])(${verbs})\\s?[:：]$`, "iu");
const address = /[^\s<>()[\]@,;:]{1,64}@[^\s<>()[\]@,;:]{1,190}/;
const time = /\d{1,2}[:.h] ?\d\d/;
const date = /\b(19|20|25)\d\d\b|\d{4}年|\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}/;

/** What comes below a line: a quoted line, other text, or nothing at all. */
export type Below = "quote" | "text" | "nothing";

/**
 * Whether a line introduces a quotation. A person may write "On the prescription the doctor wrote:" too, so words alone
 * count only above a quoted line. Above unmarked text, the line must also name an address and a date, as mail programs do.
 */
export function isAttribution(line: string, below: Below): boolean {
  const plain = plainLine(line);
  if (!/[:：]$/.test(plain)) return false;
  const [says, names, hasTime, hasDate] = [verb, address, time, date].map((one) => one.test(plain));
  const isComplete = names && hasTime && hasDate;
  if (below === "quote") return says || (names && (hasTime || hasDate)) || (hasTime && hasDate) || false;
  if (below === "nothing") return isComplete || (says && (names || hasTime || hasDate)) || false;
  return isComplete || (says && names && (hasTime || hasDate)) || false;
}

export function endsInColon(line: string): boolean {
  return /[:：][\s\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/.test(line);
}

export function namesDay(line: string): boolean {
  return date.test(plainLine(line));
}

export function namesAddress(line: string): boolean {
  return address.test(line);
}

/** Without marks of direction and emphasis, with ordinary spaces and digits. */
export function plainLine(line: string): string {
  return line
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[\u00a0\u2007\u202f]/g, " ")
    .replace(foreignDigit, (digit) => digits.get(digit) ?? digit)
    .trim();
}

/** The zeros of the scripts whose digits mail programs write in dates; nine more digits follow each. */
const zeros = "٠۰०০੦૦୦௦౦೦൦๐၀០０";
const digits = new Map(
  [...zeros].flatMap((zero) =>
    Array.from({ length: 10 }, (_, value): [string, string] => [
      String.fromCodePoint((zero.codePointAt(0) ?? 0) + value),
      String(value),
    ]),
  ),
);
const foreignDigit = new RegExp(`[${[...digits.keys()].join("")}]`, "g");
