import { DateTime } from "luxon";
import type { Lexicon } from "../lexicon.ts";
import { before, matchAt, type Place, type Reader, reader } from "../place.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const month = String.raw`((?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![\p{L}]))(?:\.(?=\s[\d\p{Ll}]))?`;
const day = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const year = String.raw`(?:,?\s(\d{4})(?!\d|[:.]\d))?`;

const timestamp = /(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?(?![\d:])/y;
const isoDate = /(\d{4})-(\d\d)-(\d\d)(?![\d-])/y;
const numericDate = /(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/]|[.-]\d)/y;
const dayMonth = new RegExp(String.raw`${day}(?:\s?[-–—]\s?${day})?(?:\s(?:of\s)?|-)${month}${year}`, "uy");
const monthDay = new RegExp(String.raw`${month}\s${day}(?:\s?[-–—]\s?${day})?(?![:.]?\d|\s?%)${year}`, "uy");
const monthYear = new RegExp(String.raw`${month}\s((?:19|20)\d\d)(?!\d|[:.]\d)`, "uy");

/** `2026-11-29T10:30:00Z`, in the tenant's time zone. */
export const timestampReader: Reader = reader(timestamp, "value", ([, date, time, zone = ""], place) => {
  const { timeZone } = place.options;
  const moment = DateTime.fromISO(`${date}T${time}${zone}`, { zone: timeZone });
  if (!moment.isValid) return undefined;
  const said = sayDate(moment, place, {});
  return `${said}, ${place.lexicon.time({ hour: moment.hour, minute: moment.minute, marked: true, bare: false })}`;
});

export const isoDateReader: Reader = reader(isoDate, "value", ([, y, m, d], place) =>
  sayNumbers({ y: Number(y), m: Number(m), d: Number(d) }, place),
);

/** `29/11/2026`, `29-11-26`. */
export const numericDateReader: Reader = reader(numericDate, "value", ([, one, , two, y = ""], place) => {
  const [first, second] = [Number(one), Number(two)];
  const isMonthFirst = second > 12 || (place.options.monthFirst === true && first <= 12);
  const [d, m] = isMonthFirst ? [second, first] : [first, second];
  return sayNumbers({ y: y.length === 2 ? 2000 + Number(y) : Number(y), m, d }, place);
});

/** `29 Nov 2026`, `29th November`, `29-30 Nov`. */
export const dayMonthReader: Reader = reader(dayMonth, "value", ([, from, to, name = "", y], place) =>
  sayNamed({ from, to, name, y }, place),
);

/** `Nov 29, 2026`. */
export const monthDayReader: Reader = reader(monthDay, "value", ([, name = "", from, to, y], place) =>
  // "May 5 people come?"
  name === "May" && /^\s\p{Ll}/u.test(place.text.slice(monthDay.lastIndex, monthDay.lastIndex + 2))
    ? undefined
    : sayNamed({ from, to, name, y }, place),
);

/** `Nov 2026`. */
export const monthYearReader: Reader = reader(monthYear, "value", ([, name = "", y], { lexicon }) => {
  return `${monthName(lexicon, monthNumber(name))} ${lexicon.year(Number(y))}`;
});

function sayNamed(
  written: {
    readonly from: string | undefined;
    readonly to: string | undefined;
    readonly name: string;
    readonly y: string | undefined;
  },
  place: Place,
): string | undefined {
  const m = monthNumber(written.name);
  const last = Number(written.to ?? written.from);
  // 29 February without a year may be one of a leap year.
  const said = sayNumbers({ y: written.y === undefined ? undefined : Number(written.y), m, d: last }, place);
  if (said === undefined || written.to === undefined) return said;
  return `${place.lexicon.day(Number(written.from))} ${place.lexicon.signs.to} ${said}`;
}

function monthNumber(name: string): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function sayNumbers(
  { y, m, d }: { readonly y: number | undefined; readonly m: number; readonly d: number },
  place: Place,
): string | undefined {
  const date = DateTime.fromObject({ year: y ?? 2000, month: m, day: d }, { zone: place.options.timeZone });
  return date.isValid ? sayDate(date, place, { withoutYear: y === undefined }) : undefined;
}

/** The year is left out where it is this year's, as people do. */
function sayDate(
  date: DateTime,
  { lexicon, options }: Place,
  { withoutYear = false }: { withoutYear?: boolean },
): string {
  const thisYear = DateTime.fromJSDate(options.now, { zone: options.timeZone }).year;
  const said = `${lexicon.day(date.day)} ${monthName(lexicon, date.month)}`;
  return withoutYear || date.year === thisYear ? said : `${said} ${lexicon.year(date.year)}`;
}

const monthNames = new Map<string, string>();

function monthName({ locale }: Lexicon, number: number): string {
  const key = `${locale}/${number}`;
  const known = monthNames.get(key);
  if (known !== undefined) return known;
  const found = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" }).format(
    Date.UTC(2000, number - 1, 15),
  );
  monthNames.set(key, found);
  return found;
}

const time =
  /([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?!\d)(?:\s?([AaPp])\.?[Mm](?:\.(?=\s\p{Ll})|(?![\p{L}\d])))?(?:\s?(?:hrs|hours)(?!\p{L}))?/uy;
const hourOnly = /(1[0-2]|0?[1-9])(?:\.([0-5]\d))?\s?([AaPp])\.?[Mm](?:\.(?=\s\p{Ll})|(?![\p{L}\d]))/uy;

/** `10:30 AM`, `14:00`, `10 am`, `10.30pm`. */
export const timeReader: Reader = (place) => {
  const match = matchAt(time, place) ?? matchAt(hourOnly, place);
  if (match === null) return undefined;
  const [whole, written = "", minutes = "00", half] = match;
  const hour = hourOfDay(Number(written) % 24, half);
  if (hour === undefined) return undefined;
  const end = place.at + whole.length;
  const { lexicon } = place;
  const isBare = matchAt(lexicon.clockWord, { text: place.text, at: end }) !== null;
  const saysPart = lexicon.dayParts.some((part) =>
    new RegExp(`${part}[\\p{M}\\p{L}]{0,3}\\s+$`, "u").test(before(place)),
  );
  const marked = !saysPart && (half !== undefined || isOf24Hours(written, place, end));
  return { end, kind: "value", words: lexicon.time({ hour, minute: Number(minutes), marked, bare: isBare }) };
};

/** 14:00, 09:00 and 00:30 are of a clock of 24 hours. 9:30 may be of either, unless it is in a range with such a time. */
function isOf24Hours(written: string, place: Place, end: number): boolean {
  return (
    Number(written) > 12 ||
    written.startsWith("0") ||
    /^\s?[-–—]\s?(?:1[3-9]|2[0-4]):/.test(place.text.slice(end, end + 8)) ||
    /(?:1[3-9]|2[0-4]):\d\d\s?[-–—]\s?$/.test(before(place, 12))
  );
}

function hourOfDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (hour > 12) return /p/i.test(half) ? hour : undefined;
  return (hour % 12) + (/p/i.test(half) ? 12 : 0);
}
