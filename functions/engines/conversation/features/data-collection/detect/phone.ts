import type { CountryCode } from "libphonenumber-js/max";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Detected } from "./detected.ts";

/** A run of digits with the marks people write into phone numbers; not a part of a word, a price, a decimal or a date. */
const candidate =
  /(?<![\p{L}\p{N}_#@/]|[\p{L}\p{N}]-|\d[.,:]|[₹$€£]\s?)(?:\+\s?|\()?\d(?:[\s().\u2010-\u2015-]{0,2}\d){6,16}(?![\p{L}\p{N}_@]|[.,:/-]\d|\s?[%₹$€£])/gu;

/** What makes a number another kind of number, shortly before it: an order's, a ticket's, money. */
const otherNumber =
  /(?:order|invoice|ticket|booking|reference|ref|token|otp|pin|code|receipt|bill|account|a\/c|acct|ifsc|aadhaar|aadhar|adhaar|passport|policy|serial|tracking|awb|transaction|txn|utr|upi|report|sample|barcode|lab|test|patient|uhid|mrn|id|rs|inr|usd|rupees|amount|price|total|paid|आधार|ऑर्डर|बिल|खाता|रुपये|ऑर्डर नंबर)\W{0,4}(?:id|no|num|number|nr|code|is|was|hai|है|नंबर|of|:|#|\.|-|\s){0,12}$/iu;

/** What makes it a phone number whatever else is said. */
const phoneWord =
  /(?:phone|mobile|mob|cell|whats?\s?app|contact|call|reach|text me|sms|tel|dial|फ़?ोन|मोबाइल|मोबाईल|व्हाट्सए?प|संपर्क|कॉल|ফোন|মোবাইল|ఫోన్|మొబైల్|போன்|தொலைபேசி|மொபைல்|ફોન|મોબાઇલ|فون|موبائل)/iu;

/** Money and quantities right after it. */
const quantityAfter = /^\s?(?:rs|inr|usd|rupees?|rupaye|only|lakhs?|lacs?|crores?|units?|mg|ml|iu|रुपये|₹)(?!\p{L})/iu;

const reachable = ["MOBILE", "FIXED_LINE", "FIXED_LINE_OR_MOBILE", "VOIP", "PERSONAL_NUMBER"];

/**
 * Phone numbers a customer wrote, as E.164. Numbers without a country code are read as those of `country`. A number
 * that could as well be an order's counts only where a word says that it is a phone's. `text` has ASCII digits only.
 */
export function phonesIn(text: string, country: CountryCode | undefined): readonly Detected[] {
  return [...text.matchAll(candidate)].flatMap((match) => {
    const written = match[0].trim();
    const before = text.slice(Math.max(0, match.index - 40), match.index);
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 12);
    const named = phoneWord.test(before);
    if (!named && (otherNumber.test(before) || quantityAfter.test(after))) return [];
    const value = e164(written, country, { named });
    return value === undefined ? [] : [{ value, at: match.index }];
  });
}

function e164(written: string, country: CountryCode | undefined, { named }: { readonly named: boolean }) {
  const international = written.startsWith("+") || written.startsWith("00");
  if (!international && !named && !isGroupedLikeAPhone(written)) return undefined;
  const phone = parsePhoneNumberFromString(written.replace(/^00/, "+"), country);
  if (!phone?.isValid()) return undefined;
  const type = phone.getType() ?? "";
  // Many a ten-digit number would be a landline's: without its leading 0 or a word for it, only mobiles count.
  const isPlainLandline = type === "FIXED_LINE" && !international && !named && !/^\(?0/.test(written);
  return reachable.includes(type) && !isPlainLandline ? phone.number : undefined;
}

/** "98123 45678", "(415) 555-2671"; not "12 10 2026 10 30", nor the twelve digits of an Aadhaar number in fours. */
function isGroupedLikeAPhone(written: string): boolean {
  const groups = written.match(/\d+/g) ?? [];
  if (groups.length > 4) return false;
  return (
    !(groups.length >= 3 && groups.every(({ length }) => length === 4)) && groups.every(({ length }) => length > 1)
  );
}
