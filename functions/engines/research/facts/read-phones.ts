import { type CountryCode, findPhoneNumbersInText, isSupportedCountry } from "libphonenumber-js/max";
import { withAsciiDigits } from "./fold.ts";
import type { ReadSettings } from "./reading.ts";

export interface FoundPhone {
  /** E.164. */
  readonly number: string;
  readonly start: number;
  readonly end: number;
}

/** The valid phone numbers in a text, in order. A national one is read as of the region. */
export function phonesIn(text: string, { region }: ReadSettings): readonly FoundPhone[] {
  const country: CountryCode | undefined = isSupportedCountry(region) ? region : undefined;
  const options = { ...(country === undefined ? {} : { defaultCountry: country }), extended: true as const };
  // Of two numbers with a comma between them the library finds one.
  return [...withAsciiDigits(text).matchAll(/(?:[^,;|/]|[,;|/](?!\s))+/g)].flatMap(({ 0: part, index }) =>
    findPhoneNumbersInText(part, options).flatMap(({ number, startsAt, endsAt }) =>
      number.isValid() ? [{ number: number.number, start: index + startsAt, end: index + endsAt }] : [],
    ),
  );
}
