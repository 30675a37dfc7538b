import type { CountryCode } from "libphonenumber-js/max";
import { readPhoneNumber } from "../../../../../../shared/channels/addresses/read-phone-number.ts";
import type { DetectedValue } from "./detected.ts";

/** Digits with the marks that people write in phone numbers. Excludes parts of words, prices, decimals and dates. */
const candidate =
  /(?<![\p{L}\p{N}_#@/]|[\p{L}\p{N}]-|\d[.,:]|[₹$€£]\s?)(?:\+\s?|\()?\d(?:[\s().\u2010-\u2015-]{0,2}\d){6,16}(?![\p{L}\p{N}_@]|[.,:/-]\d|\s?[%₹$€£])/gu;

/** Words shortly before a number that mark it as another kind of number: an order, a ticket, money. */
const otherNumber =
  /(?:order|invoice|ticket|booking|reference|ref|token|otp|pin|code|receipt|bill|account|a\/c|acct|ifsc|aadhaar|aadhar|adhaar|passport|policy|serial|tracking|awb|transaction|txn|utr|upi|report|sample|barcode|lab|test|patient|uhid|mrn|id|rs|inr|usd|rupees|amount|price|total|paid|आधार|ऑर्डर|बिल|खाता|रुपये|ऑर्डर नंबर)\W{0,4}(?:id|no|num|number|nr|code|is|was|hai|है|नंबर|of|:|#|\.|-|\s){0,12}$/iu;

/** Words that mark a phone number whatever other words say. */
const phoneWord =
  /(?:phone|mobile|mob|cell|whats?\s?app|contact|call|reach|text me|sms|tel|dial|फ़?ोन|मोबाइल|मोबाईल|व्हाट्सए?प|संपर्क|कॉल|ফোন|মোবাইল|ఫోన్|మొబైల్|போன்|தொலைபேசி|மொபைல்|ફોન|મોબાઇલ|فون|موبائل)/iu;

/** Currencies and quantities directly after a number. */
const quantityAfter = /^\s?(?:rs|inr|usd|rupees?|rupaye|only|lakhs?|lacs?|crores?|units?|mg|ml|iu|रुपये|₹)(?!\p{L})/iu;

const reachable = ["MOBILE", "FIXED_LINE", "FIXED_LINE_OR_MOBILE", "VOIP", "PERSONAL_NUMBER"];

/**
 * Finds phone numbers in a text and returns them as E.164. Numbers without a country code belong to `country`. A number
 * that could be an order number counts only when a word says that it is a phone number. `text` must have ASCII digits
 * only.
 */
export function phonesIn(text: string, country: CountryCode | undefined): readonly DetectedValue[] {
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
  const phone = readPhoneNumber(written.replace(/^00/, "+"), country);
  if (!phone) return undefined;
  const type = phone.getType() ?? "";
  // Many ten-digit numbers look like landlines. Without a leading 0 or a phone word, only mobile numbers count.
  const isPlainLandline = type === "FIXED_LINE" && !international && !named && !/^\(?0/.test(written);
  return reachable.includes(type) && !isPlainLandline ? phone.number : undefined;
}

/**
 * Accepts "98123 45678" and "(415) 555-2671". Rejects "12 10 2026 10 30" and twelve-digit Aadhaar numbers in groups of
 * four.
 */
function isGroupedLikeAPhone(written: string): boolean {
  const groups = written.match(/\d+/g) ?? [];
  if (groups.length > 4) return false;
  return (
    !(groups.length >= 3 && groups.every(({ length }) => length === 4)) && groups.every(({ length }) => length > 1)
  );
}
