import { type CountryCode, getCountries, isSupportedCountry } from "libphonenumber-js/max";

const known = new Map<string, CountryCode | undefined>();

/**
 * The default country for phone numbers without a country code. It is the time zone's country. For a zone without a
 * country (`UTC`) it is the currency's country: the first two letters of the code (ISO 4217).
 */
export function countryOf(tenant: { readonly timezone: string; readonly currency: string }): CountryCode | undefined {
  const key = `${tenant.timezone} ${tenant.currency}`;
  if (!known.has(key)) {
    const ofCurrency = tenant.currency.slice(0, 2);
    const first = isSupportedCountry(ofCurrency) ? [ofCurrency] : [];
    // CLDR's name of the zone: it lists `Asia/Kolkata` as `Asia/Calcutta`.
    const zone = new Intl.DateTimeFormat("en", { timeZone: tenant.timezone }).resolvedOptions().timeZone;
    known.set(key, [...first, ...getCountries()].find((country) => zonesOf(country).includes(zone)) ?? first[0]);
  }
  return known.get(key);
}

/** ECMA-402's Locale Info, which TypeScript's library lacks so far. */
function zonesOf(country: CountryCode): readonly string[] {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): readonly string[] | undefined };
  return locale.getTimeZones?.() ?? [];
}
