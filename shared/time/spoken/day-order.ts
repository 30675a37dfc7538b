/**
 * Whether "5/12" is 5 December or May 12: the custom of the tenant's country. `unclear` where both are in use.
 * Source: Unicode CLDR's short date formats by territory.
 */
export type DayOrder = "day-first" | "month-first" | "unclear";

const unclearZones = new Set([
  "America/Toronto",
  "America/Vancouver",
  "America/Edmonton",
  "America/Winnipeg",
  "America/Halifax",
  "America/Regina",
  "America/St_Johns",
  "America/Moncton",
  "America/Whitehorse",
  "America/Yellowknife",
  "America/Iqaluit",
  "America/Montreal",
  "Asia/Manila",
  "UTC",
  "Etc/UTC",
  "GMT",
  "Etc/GMT",
]);

const monthFirstZones =
  /^(US\/|America\/(New_York|Detroit|Chicago|Denver|Boise|Phoenix|Los_Angeles|Anchorage|Juneau|Sitka|Metlakatla|Yakutat|Nome|Adak|Menominee|Indiana\/|Indianapolis|Fort_Wayne|Kentucky\/|Louisville|North_Dakota\/|Shiprock|Puerto_Rico|St_Thomas)|Pacific\/(Honolulu|Johnston|Guam|Saipan|Midway|Wake|Pago_Pago|Palau|Chuuk|Truk|Pohnpei|Ponape|Kosrae|Majuro|Kwajalein)|(EST|CST|MST|PST)(5EDT|6CDT|7MDT|8PDT)?$)/;

/** The order of the tenant's time zone, unless its configuration says one. */
export function dayOrderOf({
  timezone,
  date_order,
}: {
  readonly timezone: string;
  readonly date_order?: "day_first" | "month_first" | undefined;
}): DayOrder {
  if (date_order) return date_order === "day_first" ? "day-first" : "month-first";
  if (unclearZones.has(timezone)) return "unclear";
  return monthFirstZones.test(timezone) ? "month-first" : "day-first";
}
