import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { canonicalAddress } from "./canonical-address.ts";

/**
 * A valid phone number in a text that is nothing else. A number written as it was before its country changed it, such as
 * a Brazilian mobile number of eight digits, is valid too.
 */
export function readPhoneNumber(written: string, country?: CountryCode): PhoneNumber | undefined {
  const parsed = parsePhoneNumberFromString(written, country ? { defaultCountry: country } : {});
  if (!parsed || parsed.isValid()) return parsed;
  const today = parsePhoneNumberFromString(canonicalAddress("phone", parsed.number));
  return today?.isValid() ? today : undefined;
}
