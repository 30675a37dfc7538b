/** Whether "5/12" is 5 December or May 12. `unclear` where both are in use. */
export type DayOrder = "day-first" | "month-first" | "unclear";

/** Territories whose short dates begin with the month, and those that write both (Unicode CLDR, dates by territory). */
const territories = {
  "month-first": ["US", "PR", "VI", "GU", "MP", "AS", "UM", "FM", "MH", "PW"],
  unclear: ["CA", "PH"],
} as const;

let orders: ReadonlyMap<string, DayOrder> | undefined;

/** The order that the tenant's `date_order` says, or else the custom of its time zone's country. */
export function dayOrderOf({
  timezone,
  date_order,
}: {
  readonly timezone: string;
  readonly date_order?: "day_first" | "month_first" | undefined;
}): DayOrder {
  if (date_order) return date_order === "day_first" ? "day-first" : "month-first";
  orders ??= ordersByZone();
  // CLDR's name of the zone: it lists `Asia/Kolkata` as `Asia/Calcutta`.
  const zone = new Intl.DateTimeFormat("en", { timeZone: timezone }).resolvedOptions().timeZone;
  return orders.get(zone) ?? (/^(Etc\/|UTC|GMT)/.test(zone) ? "unclear" : "day-first");
}

function ordersByZone(): ReadonlyMap<string, DayOrder> {
  return new Map(
    (["month-first", "unclear"] as const).flatMap((order) =>
      territories[order].flatMap((territory) => zonesOf(territory).map((zone) => [zone, order] as const)),
    ),
  );
}

/** ECMA-402's Locale Info, which TypeScript's library lacks so far. */
function zonesOf(territory: string): readonly string[] {
  const locale = new Intl.Locale(`und-${territory}`) as Intl.Locale & {
    getTimeZones?(): readonly string[] | undefined;
  };
  return locale.getTimeZones?.() ?? [];
}
