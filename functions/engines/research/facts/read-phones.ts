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
  const found = findPhoneNumbersInText(withAsciiDigits(text), {
    ...(country === undefined ? {} : { defaultCountry: country }),
    extended: true,
  });
  return found.flatMap(({ number, startsAt: start, endsAt: end }) =>
    number.isValid() ? [{ number: number.number, start, end }] : [],
  );
}
