import type { Explanation } from "../explain.ts";
import type { TenantConfig } from "../schema.ts";

/** Zones that people mean by an abbreviation. ICU reads EST as a zone without summer time: an hour off half the year. */
const meant: Readonly<Record<string, string>> = {
  EST: "America/New_York",
  EDT: "America/New_York",
  EST5EDT: "America/New_York",
  ET: "America/New_York",
  CST: "America/Chicago",
  CDT: "America/Chicago",
  CST6CDT: "America/Chicago",
  CT: "America/Chicago",
  MST: "America/Denver",
  MDT: "America/Denver",
  MST7MDT: "America/Denver",
  MT: "America/Denver",
  PST: "America/Los_Angeles",
  PDT: "America/Los_Angeles",
  PST8PDT: "America/Los_Angeles",
  HST: "Pacific/Honolulu",
  IST: "Asia/Kolkata",
  BST: "Europe/London",
  WET: "Europe/Lisbon",
  CET: "Europe/Paris",
  MET: "Europe/Berlin",
  EET: "Europe/Athens",
  JST: "Asia/Tokyo",
  KST: "Asia/Seoul",
  SST: "Asia/Singapore",
  AST: "America/Halifax",
  PRC: "Asia/Shanghai",
  ROC: "Asia/Taipei",
  ROK: "Asia/Seoul",
};

/** An abbreviation in place of a time zone's name, and a fixed distance from UTC, which knows no summer time. */
export function timeZoneProblems({ timezone }: Pick<TenantConfig, "timezone">): readonly Explanation[] {
  const isFixed = /^(Etc\/)?GMT[+-]/i.test(timezone) || /^[+-]/.test(timezone);
  const isAbbreviation =
    /^[A-Z]{2,4}(\d[A-Z]{3})?$/i.test(timezone) &&
    !["UTC", "GMT", "CUBA", "IRAN", "EIRE"].includes(timezone.toUpperCase());
  if (!isFixed && !isAbbreviation) return [];
  const zone = meant[timezone.toUpperCase()];
  const what = isFixed ? "is a distance from UTC" : "is an abbreviation";
  return [
    {
      code: "time-zone-abbreviation",
      path: ["timezone"],
      at: "value",
      what: `${what}, which tells nothing of summer time, so opening hours and reminders would be an hour off`,
      remedy:
        zone === undefined
          ? "Name a place, such as Asia/Kolkata or America/New_York."
          : `Write ${zone}, or the zone of your own city.`,
    },
  ];
}
