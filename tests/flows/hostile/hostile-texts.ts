/** A text of about so many characters. */
type Make = (characters: number) => string;

const repeated =
  (part: string): Make =>
  (characters) =>
    part.repeat(Math.ceil(characters / part.length)).slice(0, characters);

/** What a text of the same size costs that means no harm. */
export const harmless: Make = repeated("What does a thyroid test cost, and when are you open on Sunday? ");

/** Texts that cost more than their length where a program is careless, by what they are made of. */
export const hostileTexts: Readonly<Record<string, Make>> = {
  "marks of two classes": (characters) => `a${repeated("\u0301\u0316")(characters - 1)}`,
  "half-width marks": repeated("\uff9e\u0301\uff9f\u0316"),
  "marks on every letter": repeated(`a${"\u0301\u0316\u0327".repeat(9)}`),
  "ligatures that expand": repeated("\ufdfa"),
  "Korean letters": repeated("\u1100\u1161\u11a8"),
  "lone surrogates": repeated("\ud83d \ude4f"),
  "invisible characters": repeated("\u200b\u200d\ufe0f\u2060"),
  "family emoji": repeated("👨‍👩‍👧‍👦🏽"),
  spaces: (characters) => `a${repeated(" ")(characters - 2)}b`,
  "line breaks": repeated("\r\n"),
  "quoted lines": repeated("> On Mon, 5 wrote:\n"),
  "opening angles": repeated("<"),
  "opening tags": repeated("<b>"),
  "closing tags": repeated("</div>"),
  comments: repeated("<!--"),
  entities: repeated("&#x26;&"),
  "square brackets": repeated("["),
  "images in links": repeated("[![a]("),
  citations: repeated("[[a, "),
  "round brackets": repeated("("),
  braces: repeated("{"),
  placeholders: repeated("{{a"),
  dollars: repeated("${A"),
  asterisks: repeated("*a "),
  underscores: repeated("_a*~`"),
  backslashes: repeated("\\"),
  quotes: repeated('"'),
  commas: repeated(",;"),
  "at signs": repeated("a@a."),
  "e-mail addresses": repeated("a@b.co "),
  schemes: repeated("https://a.b/"),
  digits: repeated("1"),
  "digits apart": repeated("1 "),
  "phone numbers": repeated("+91 98123 45678 "),
  "digits of many scripts": repeated("१٢৩௪"),
  times: repeated("tomorrow at 5 or "),
  "Hindi times": repeated("kal subah 5 baje "),
  amounts: repeated("₹1,499 "),
  percentages: repeated("1.1"),
  "not and not": repeated("not "),
  "one long word": repeated("a"),
  "the same two letters": repeated("ab"),
  "capital letters that grow": repeated("\u0130\u00df"),
  colons: repeated("a: "),
  zeros: repeated("\u0000"),
  "full stops": repeated("."),
  "question marks": repeated("?!"),
  "my name is": repeated("my name is "),
};

const many = (count: number, part: (at: number) => string, between = ",") =>
  Array.from({ length: count }, (_, at) => part(at)).join(between);

/** Whole bodies, of forms, of JSON and of YAML, that cost by their shape. */
export const hostileBodies: Readonly<Record<string, string>> = {
  "lists in lists": "[".repeat(500_000),
  "closed lists in lists": `${"[".repeat(250_000)}${"]".repeat(250_000)}`,
  "objects in objects": `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
  "many fields": `{${many(30_000, (at) => `"field${at}":1`)}}`,
  "long names": `{${many(2_000, (at) => `"${"n".repeat(200)}${at}":1`)}}`,
  "many values": `[${many(140_000, () => "1")}]`,
  "many entries": `{"entry":[${many(20_000, () => '{"id":"1","changes":[{}]}')}]}`,
  "many recipients": `{"recipients":[${many(20_000, (at) => `{"phone":${at}}`)}]}`,
  "many parameters": many(90_000, (at) => `p${at}=`, "&"),
  "many keys": many(30_000, (at) => `key${at}: 1`, "\n"),
  "sections in sections": many(700, (at) => `${" ".repeat(at)}a:`, "\n"),
  "aliases of aliases": `a0: &a0 [1]\n${many(300, (at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`, "\n")}`,
  "rows of numbers": `phone,name\n${many(20_000, (at) => `+9198${10_000_000 + at},Asha`, "\n")}`,
};
