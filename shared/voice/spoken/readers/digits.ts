import { before, type Place, type Reader, reader } from "../place.ts";
import { sayDigits } from "./numbers.ts";

const phone =
  /\+\d{1,3}(?:[\s-]?\(?\d{1,5}\)?){2,5}|\(\d{3}\)\s?\d{3}-\d{4}|1[89]00[\s-]\d{3}[\s-]?\d{3,4}|\d{4}(?:\s\d{4}){2,3}(?!\d)|0\d{2,4}[\s-]\d{6,8}|0\d{2,4}[\s-]\d{3,4}[\s-]\d{4}|\d{5}[\s-]\d{5}|\d{3}[\s-]\d{3}[\s-]\d{4}/y;

/** `+91 98765 43210`, and numbers of cards in fours: digit by digit, in groups. */
export const phoneReader: Reader = reader(phone, "words", ([written], place) => {
  const digits = written.replace(/\D/g, "");
  const next = place.text[place.at + written.length] ?? "";
  if (digits.length < 8 || digits.length > 16 || /[\d\p{L}]/u.test(next)) return undefined;
  const groups = written.match(/\d+/g) ?? [];
  const plus = written.startsWith("+") ? `${place.lexicon.signs.plus} ` : "";
  return plus + sayGroups(groups.flatMap(inGroups), place);
});

/** Words after which a number is read digit by digit. */
const cue =
  /#$|(?:otp|pin|pincode|code|id|order|ticket|booking|invoice|reference|ref|token|account|a\/c|policy|report|sample|number|no|नंबर|संख्या|कोड|ओटीपी|पिन|आईडी|নম্বর|কোড|నంబర్|కోడ్|எண்|குறியீடு|નંબર|કોડ|نمبر|کوڈ)\.?\s?(?:(?:is|no\.?|number|है|:|#|-)\s?){0,2}$/iu;
const run = /\d{4,40}(?!\d|[.,:]\d)/y;

/** Order numbers, codes, and whatever is too long or begins with 0: nobody says these as a quantity. */
export const digitRunReader: Reader = reader(run, "words", ([digits], place) => {
  const isQuantity = digits.length < 8 || (digits.length < 15 && /0{5}$/.test(digits));
  if (isQuantity && !digits.startsWith("0") && !cue.test(before(place))) return undefined;
  return sayGroups(inGroups(digits), place);
});

const leadingZero = /0\d{1,2}(?!\d|[.,:]\d)/y;
export const leadingZeroReader: Reader = reader(leadingZero, "value", ([digits], { lexicon }) =>
  sayDigits(digits, lexicon),
);

const veryLong = /\d{15,}/y;
export const veryLongReader: Reader = reader(veryLong, "words", ([digits], place) =>
  sayGroups(inGroups(digits), place),
);

const code =
  /(?=[A-Za-z0-9/_-]{0,30}\d)(?=[A-Za-z0-9/_-]{0,30}[A-Za-z])[A-Za-z0-9]{1,20}(?:[-/_][A-Za-z0-9]{1,20}){0,5}(?![\p{L}\p{M}\d@])/uy;

/** `ORD-2024-AB12`: letter by letter, digit by digit. `B12` and `HbA1c` keep their letters together. */
export const codeReader: Reader = reader(code, "words", ([written], place) => {
  const parts = written.split(/[-/_]/);
  const digits = written.replace(/\D/g, "").length;
  const isMixed = parts.some((part) => /\d/.test(part) && /[A-Za-z]/.test(part));
  const isPrefixed = digits >= 3 && parts.every((part) => /^(?:[A-Z]{1,4}|[A-Z0-9]*\d[A-Z0-9]*)$/.test(part));
  if (!isMixed && !isPrefixed) return undefined;
  const isName = digits < 3 && written.length <= 5;
  const say = (part: string) =>
    (part.match(/\d+|[A-Za-z]+/g) ?? []).map((piece) => {
      if (/\d/.test(piece)) return isName ? place.lexicon.cardinal(Number(piece)) : sayGroups(inGroups(piece), place);
      return isName || /[a-z]/.test(piece) ? piece : Array.from(piece).join(" ");
    });
  return parts.map((part) => say(part).join(" ")).join(isName ? " " : ", ");
});

/** A telephone number of ten digits as 5 + 5, others in threes and fours. */
export function inGroups(digits: string): readonly string[] {
  if (digits.length <= 5) return [digits];
  if (digits.length === 10) return [digits.slice(0, 5), digits.slice(5)];
  const size = digits.length % 3 === 0 ? 3 : 4;
  return digits.match(new RegExp(`\\d{1,${size}}`, "g")) ?? [];
}

/** Commas make a voice pause. */
export function sayGroups(groups: readonly string[], { lexicon }: Pick<Place, "lexicon">): string {
  return groups.map((group) => sayDigits(group, lexicon)).join(", ");
}
