import type { Evidence } from "./evidence.ts";
import { leadsIn } from "./links/leads.ts";
import { type Token, tokensOf } from "./prices/quantities.ts";
import { publicTexts } from "./public-texts.ts";
import { readableText } from "./readable.ts";
import { resultTexts } from "./tool-results.ts";

const email = /[\p{L}\p{N}_.+-]{1,64}@[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63}){1,5}/gu;
/** `name (at) mail (dot) com`. */
const spelledEmail =
  /(?<![\p{L}\p{N}_.+-])([\p{L}\p{N}_.+-]{1,64})\s?(?:[[({]\s?(?:at|@)\s?[\])}]|\s@\s)\s?([\p{L}\p{N}_-]{1,63}(?:\s?(?:[[({]\s?(?:dot|\.)\s?[\])}]|\sdot\s|\.)\s?[\p{L}\p{N}_-]{2,63}){1,4})/giu;
/** A payee of UPI is a name at a bank's handle, which has no dot (NPCI, UPI Linking Specification). */
const payee =
  /(?<![\p{L}\p{N}_.+-])([\p{L}\p{N}][\p{L}\p{N}_.-]{1,255})(?:\s?[[({]\s?(?:at|@)\s?[\])}]\s?|\s?@\s?)([\p{L}][\p{L}\p{N}]{1,63})(?![\p{L}\p{N}_@.-]*\.?[\p{L}\p{N}]*\.[\p{L}])(?![\p{L}\p{N}_-])/gu;
/** A payee's handle without its sign: "ravi at ybl" (NPCI's list of handles). */
const spelledPayee =
  /(?<![\p{L}\p{N}_.-])[\p{L}\p{N}][\p{L}\p{N}_.-]{1,63}\s{1,2}at\s{1,2}(?:ok(?:axis|icici|sbi|hdfc(?:bank)?)|apl|yapl|ybl|ibl|axl|paytm|pt(?:axis|yes|hdfc|sbi)|upi|waaxis|wasbi|wahdfcbank|waicici|freecharge|ikwik|jupiteraxis|naviaxis)(?![\p{L}\p{N}])/giu;
const handle = /(?<![\p{L}\p{N}_.@/+-])@[\p{L}\p{N}_][\p{L}\p{N}_.]{3,40}/gu;
/** Nine digits or more, as in phone, account and card numbers. Groups may be separated. */
const longNumber = /\+?\d(?:[\s().·•_/*-]{0,3}\d){8,24}/g;
const dateOrTime =
  /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?|(?<!\d[/.-]?)(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|[12]\d|3[01])[/.-](?:\d{2}|\d{4})(?![/.-]?\d)|\b\d{1,2}:\d{2}\b|(?<![\d.])\d{1,2}\.\d{2}(?=\s?(?:am|pm|-|to|–|$|[ ,]))(?!\.\d)/gi;
/** IBAN (ISO 13616), IFSC (Reserve Bank of India), addresses of Bitcoin, Ethereum and Tron, PAN. */
const accounts = [
  /\b[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,4})?\b/g,
  /\b[A-Z]{4}0[A-Z\d]{6}\b/gi,
  /\b(?:bc1[a-z\d]{20,80}|0x[a-f\d]{40}|[13][a-km-zA-HJ-NP-Z1-9]{25,34}|T[a-km-zA-HJ-NP-Z1-9]{33})\b/gi,
];
/** Only the last digits of a number are compared, because a phone number may lack its country code. */
const comparedDigits = 9;

/** Contacts of a text: mail addresses, payees and accounts in small letters; the digits of long numbers. */
interface Contacts {
  readonly names: readonly string[];
  /** The groups that a long number consists of. */
  readonly numbers: readonly (readonly string[])[];
}

/**
 * Whether a readable text holds a mail address, a payee, an account, a handle or a long number that is not the customer's,
 * the tenant's or from this turn's tools. Such a contact is probably another customer's, or invented.
 */
export function hasForeignContact(text: string, evidence: Evidence): boolean {
  const { names, numbers } = contactsIn(text);
  if (names.length === 0 && numbers.length === 0) return false;
  const known = knownContacts(evidence);
  return names.some((name) => !known.text.includes(name)) || numbers.some((groups) => !isKnownNumber(groups, known));
}

/** Whether the number or address that a link opens is the tenant's, a source's or a tool's, or the customer's own. */
export function isOwnContact(contact: string, evidence: Evidence): boolean {
  const known = knownContacts(evidence);
  const digits = contact.replace(/\D/g, "");
  const isNumber = /^[\s+().\d-]+$/.test(contact);
  if (isNumber) return digits.length > 0 && known.digits.includes(digits.slice(-comparedDigits));
  return contact.trim() === "" || !/@|\d{5}/.test(contact) || known.text.includes(contact.trim().toLowerCase());
}

/** The contacts of a readable text. */
export function contactsIn(text: string): Contacts {
  const plain = text.replace(dateOrTime, " ");
  const spelled = [...text.matchAll(spelledEmail)].flatMap(([, name, host = ""]) => {
    const address = `${name}@${host.replace(/\s?(?:[[({]\s?(?:dot|\.)\s?[\])}]|\sdot\s|\.)\s?/giu, ".")}`;
    return leadsIn(address.slice(address.indexOf("@") + 1)).links.length > 0 ? [address.toLowerCase()] : [];
  });
  const names = [
    ...(text.includes("@") ? (text.match(email) ?? []) : []),
    ...(/@|[[({]\s?at/i.test(text) ? [...text.matchAll(payee)].map(([, name, bank]) => `${name}@${bank}`) : []),
    ...(text.includes("@") ? (text.match(handle) ?? []) : []),
    ...accounts.flatMap((account) => text.match(account) ?? []).map((each) => each.replace(/\s/g, "")),
    ...spelled,
    ...(text.match(spelledPayee) ?? []).map((each) => each.replace(/\s+at\s+/i, "@")),
  ].map((name) => name.toLowerCase().replace(/\.+$/, ""));
  const numbers = [...(plain.match(longNumber) ?? []), ...spelledNumbers(text)].map(
    (number) => number.match(/\d+/g) ?? [],
  );
  return { names, numbers };
}

/** Digits in words: "nine eight one two …". */
function spelledNumbers(text: string): readonly string[] {
  const found: string[] = [];
  let digits = "";
  const close = () => {
    if (digits.length >= comparedDigits) found.push(digits);
    digits = "";
  };
  let repeats = 1;
  for (const token of [...tokensOf(text), undefined]) {
    const digit = digitOf(token);
    if (digit !== undefined) {
      digits += digit.repeat(repeats);
      repeats = 1;
    } else if (token?.lower === "double" || token?.lower === "triple") repeats = token.lower === "double" ? 2 : 3;
    else if (token === undefined || !/^[-,.]$/.test(token.text)) close();
  }
  return found;
}

function digitOf(token: Token | undefined): string | undefined {
  const { number, lower } = token ?? {};
  if (lower === "oh") return "0";
  return number?.type === "units" && Number.isInteger(number.value) && number.value < 10
    ? String(number.value)
    : undefined;
}

interface Known {
  readonly text: string;
  /** Numbers, each on its own line, so that two neighbours never look like a third. */
  readonly digits: string;
  readonly groups: ReadonlySet<string>;
}

/** A long number is known as a whole, or as several known numbers in a row, such as two postal codes. */
function isKnownNumber(groups: readonly string[], known: Known): boolean {
  if (known.digits.includes(groups.join("").slice(-comparedDigits))) return true;
  return groups.length > 1 && groups.every((group) => group.length >= 4 && known.groups.has(group));
}

const cache = new WeakMap<Evidence, Known>();

function knownContacts(evidence: Evidence): Known {
  const cached = cache.get(evidence);
  if (cached) return cached;
  const { turn, sources, toolCalls } = evidence;
  const stated = [
    turn.customer.address,
    turn.summary,
    ...turn.recent.map(({ text }) => text),
    ...turn.inbound.map(({ text }) => text),
    ...Object.values(turn.context),
    publicTexts(turn.config),
    ...sources.filter(({ id }) => !id.startsWith("tool:")).map(({ text }) => text),
  ].map(readableText);
  const results = resultTexts(toolCalls).map(({ text, given }) =>
    withoutGiven(readableText(text), readableText(given)),
  );
  const text = [...stated, ...results].join("\n");
  const digits = [...digitsOf(text), ...spelledNumbers(stated.join("\n"))];
  const compact = text.toLowerCase().replace(/(?<=[A-Za-z\d]) (?=[A-Za-z\d])/g, "");
  const known = {
    text: `${text.toLowerCase()}\n${compact}`,
    digits: digits.join("\n"),
    groups: new Set(text.match(/\d+/g) ?? []),
  };
  cache.set(evidence, known);
  return known;
}

/** A result without the numbers that the model's own arguments hold in another form. */
function withoutGiven(text: string, given: string): string {
  const echoed = new Set(digitsOf(given).map((digits) => digits.slice(-comparedDigits)));
  return text.replace(longNumber, (number) =>
    echoed.has(number.replace(/\D/g, "").slice(-comparedDigits)) ? " " : number,
  );
}

function digitsOf(text: string): readonly string[] {
  return (text.match(/\+?\d(?:[\s().·•_/*-]{0,3}\d)*/g) ?? []).map((number) => number.replace(/\D/g, ""));
}
