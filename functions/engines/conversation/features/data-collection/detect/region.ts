import { type CountryCode, getCountries, isSupportedCountry } from "libphonenumber-js/max";

const known = new Map<string, CountryCode | undefined>();

/**
 * The country whose numbers customers write without a country code: that of the time zone; where the zone is no
 * country's (`UTC`), that of the currency, whose first two letters are its country's (ISO 4217).
 */
export function countryOf(tenant: { readonly timezone: string; readonly currency: string }): CountryCode | undefined {
  const key = `${tenant.timezone} ${tenant.currency}`;
  if (!known.has(key)) {
    const ofCurrency = tenant.currency.slice(0, 2);
    const first = isSupportedCountry(ofCurrency) ? [ofCurrency] : [];
    // The zone's name as CLDR has it: `Asia/Kolkata` is listed as `Asia/Calcutta`.
    const zone = new Intl.DateTimeFormat("en", { timeZone: tenant.timezone }).resolvedOptions().timeZone;
    known.set(key, [...first, ...getCountries()].find((country) => zonesOf(country).includes(zone)) ?? first[0]);
  }
  return known.get(key);
}

/** ECMA-402's Locale Info, not in TypeScript's library yet. */
function zonesOf(country: CountryCode): readonly string[] {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): readonly string[] | undefined };
  return locale.getTimeZones?.() ?? [];
}
