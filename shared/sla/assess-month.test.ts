import { DateTime } from "luxon";
import { assessMonth, type MonthInput } from "./assess-month.ts";
import { monthMinutes, monthOf, serviceMinutes } from "./calendar-month.ts";
import { percentText } from "./fraction.ts";
import type { Correction, Maintenance } from "./mark-minutes.ts";
import { type MinuteInterval, minuteOf } from "./minute-intervals.ts";
import type { MinuteRecord } from "./minute-record.ts";
import { SlaSection } from "./sla-section.ts";

const month = monthMinutes("2026-11", "Asia/Kolkata");
const bands = [
  { below: 99.95, credit: 10 },
  { below: 99, credit: 25 },
];
const up: MinuteRecord = { state: "up", requests: 0, errors: 0 };

interface Given {
  readonly sla?: object;
  readonly within?: MinuteInterval;
  readonly service?: readonly MinuteInterval[];
  readonly maintenance?: readonly Maintenance[];
  readonly corrections?: readonly Correction[];
  /** By minute of the month. */
  readonly records?: Readonly<Record<string, (minute: number) => MinuteRecord>>;
}

function assessed(given: Given) {
  const { within = month, records = { whatsapp: () => up }, maintenance = [], corrections = [] } = given;
  const sla = SlaSection.parse({
    family: "bad_minutes",
    credits: { monthly_price: 49_999, bands },
    ...given.sla,
  });
  const input: MonthInput = {
    sla,
    month: within,
    service: given.service ?? [within],
    records: new Map(
      Object.entries(records).map(([channel, at]) => [
        channel,
        Array.from({ length: within.to - within.from }, (_, minute) => at(minute)),
      ]),
    ),
    notes: { maintenance, corrections },
    priceMinor: 4_999_900,
    minimumMinor: 0,
  };
  return assessMonth(input);
}

const downIn =
  (from: number, to: number, record: MinuteRecord = { ...up, state: "down" }) =>
  (minute: number) =>
    minute >= from && minute < to ? record : up;
const at = (from: number, to: number) => ({ from: month.from + from, to: month.from + to });

describe("minutes that were down", () => {
  it("give no credit at 21 minutes of 30 days and ten percent at 22", () => {
    expect(assessed({ records: { whatsapp: downIn(100, 121) } })).toMatchObject({ downMinutes: 21, creditMinor: 0 });
    expect(assessed({ records: { whatsapp: downIn(100, 122) } })).toMatchObject({
      downMinutes: 22,
      creditHundredths: 1_000,
      creditMinor: 499_990,
      channels: [{ down: [at(100, 122)], countedMinutes: 43_200 }],
    });
  });

  it("count errors of turns against the limit with integers, and runs that are long enough", () => {
    const atLimit = { ...up, requests: 1_000, errors: 10 };
    const above = { ...up, requests: 1_000, errors: 11 };
    expect(assessed({ records: { whatsapp: downIn(0, 50, atLimit) } }).downMinutes).toBe(0);
    expect(assessed({ records: { whatsapp: downIn(0, 50, above) } }).downMinutes).toBe(50);
    const runs = (minute: number) => (minute % 10 < 4 && minute < 30 ? above : up);
    expect(assessed({ sla: { consecutive_minutes: 4 }, records: { whatsapp: runs } }).downMinutes).toBe(12);
    expect(assessed({ sla: { consecutive_minutes: 5 }, records: { whatsapp: runs } }).downMinutes).toBe(0);
    expect(assessed({ sla: { minimum_requests: 4_001 }, records: { whatsapp: runs } }).downMinutes).toBe(0);
    expect(assessed({ sla: { minimum_requests: 4_000 }, records: { whatsapp: runs } }).downMinutes).toBe(12);
  });

  it("count once where several channels were down together", () => {
    const records = { whatsapp: downIn(0, 30), web_chat: downIn(20, 60) };
    expect(assessed({ records }).downMinutes).toBe(40);
    expect(assessed({ sla: { combine: "any" }, records }).downMinutes).toBe(60);
  });
});

describe("maintenance", () => {
  const records = { whatsapp: downIn(600, 660) };
  const window = (announcedMinute: number): Maintenance => ({ ...at(600, 660), channels: [], announcedMinute });
  it.each([
    ["taken out of the month", {}, month.from, 0, 43_140],
    ["taken out of the downtime", { maintenance: { counts: "available" } }, month.from, 0, 43_200],
    ["announced when it had begun", {}, month.from + 601, 60, 43_200],
    ["announced too late", { maintenance: { notice_hours: 10 } }, month.from + 1, 60, 43_200],
    ["announced in time", { maintenance: { notice_hours: 10 } }, month.from, 0, 43_140],
  ])("%s", (_what, sla, announced, down, counted) => {
    const found = assessed({ sla, records, maintenance: [window(announced)] });
    expect(found).toMatchObject({ downMinutes: down, channels: [{ countedMinutes: counted }] });
  });

  it("of another channel changes nothing", () => {
    const maintenance = [{ ...window(month.from), channels: ["email"] }];
    expect(assessed({ records, maintenance }).downMinutes).toBe(60);
  });
});

describe("a monitor that was down", () => {
  const records = { whatsapp: downIn(0, 120, { state: "none", requests: 0, errors: 0 }) };
  it.each([
    ["excluded", 0, 43_080, 120],
    ["available", 0, 43_200, 0],
    ["down", 120, 43_200, 0],
  ])("counts as %s", (monitor_down, down, counted, unknown) => {
    expect(assessed({ sla: { monitor_down }, records })).toMatchObject({
      downMinutes: down,
      channels: [{ countedMinutes: counted, unknownMinutes: unknown }],
    });
  });

  it("is no gap where real turns succeeded", () => {
    const turns = { whatsapp: downIn(0, 120, { state: "none", requests: 3, errors: 0 }) };
    expect(assessed({ records: turns }).channels[0]).toMatchObject({ unknownMinutes: 0, countedMinutes: 43_200 });
  });
});

describe("corrections", () => {
  const records = { whatsapp: downIn(100, 160) };
  const correction = (state: Correction["state"], from: number, to: number): Correction => ({
    ...at(from, to),
    channels: [],
    state,
  });
  it.each([
    ["up", {}, 30, 43_200],
    ["unknown", {}, 30, 43_170],
    ["excluded", {}, 30, 43_170],
    ["excluded", { exclusions: "available" }, 30, 43_200],
    ["excluded", { exclusions: "ignored" }, 60, 43_200],
  ] as const)("to %s by %j", (state, sla, down, counted) => {
    const found = assessed({ sla, records, corrections: [correction(state, 100, 130)] });
    // An ignored exclusion leaves the minutes as they were measured, without joining them to a run.
    expect(found.channels[0]?.countedMinutes).toBe(counted);
    expect(found.downMinutes).toBe(down);
  });

  it("take the place of earlier ones", () => {
    const corrections = [correction("up", 100, 160), correction("down", 110, 120)];
    expect(assessed({ records, corrections }).downMinutes).toBe(10);
  });
});

describe("the mean of intervals", () => {
  const sla = { family: "interval_mean", interval_minutes: 5, measure: "requests" };
  it("weighs intervals and not turns, and takes one without traffic as available", () => {
    const records = {
      whatsapp: (minute: number) => (minute < 5 ? { ...up, requests: 10, errors: minute === 0 ? 10 : 0 } : up),
    };
    const { availability } = assessed({ sla, records });
    // One of 8,640 intervals had 40 of 50 turns.
    expect(availability).toEqual({ part: 43_199n, whole: 43_200n });
  });

  it("leaves intervals without traffic out where the contract says so, and has none in a month without any", () => {
    expect(assessed({ sla: { ...sla, without_traffic: "excluded" } }).availability).toBeNull();
    expect(assessed({ sla }).availability).toEqual({ part: 1n, whole: 1n });
  });
});

describe("the calendar", () => {
  it.each([
    ["2026-10", "Asia/Kolkata", 44_640],
    ["2026-10", "Europe/London", 44_700],
    ["2026-03", "Europe/London", 44_580],
    ["2028-02", "Asia/Kolkata", 41_760],
    ["2026-02", "Asia/Kolkata", 40_320],
  ])("%s in %s has %d minutes", (text, zone, minutes) => {
    const { from, to } = monthMinutes(text, zone);
    expect(to - from).toBe(minutes);
    expect([monthOf(from - 1, zone) < text, monthOf(from, zone), monthOf(to - 1, zone)]).toEqual([true, text, text]);
  });

  it("takes a month of a clock change at its real length", () => {
    const within = monthMinutes("2026-10", "Europe/London");
    const records = { whatsapp: downIn(0, 22) };
    const { availability } = assessed({ within, records });
    expect(availability && percentText(availability)).toBe("99.9508");
  });

  it("counts service hours by the clock of the place, on the day of the change too", () => {
    const hours = { business_hours: { sun: ["00:00-04:00"] }, holidays: [], timezone: "Europe/London" };
    const day = DateTime.fromISO("2026-10-25", { zone: "Europe/London" });
    const open = serviceMinutes(
      { from: minuteOf(day.toJSDate()), to: minuteOf(day.plus({ days: 1 }).toJSDate()) },
      hours,
    );
    expect(open.map(({ from, to }) => to - from)).toEqual([300]);
    const records = { whatsapp: downIn(0, 600) };
    const within = monthMinutes("2026-10", "Europe/London");
    const service = serviceMinutes(within, { ...hours, business_hours: { mon: ["09:00-18:00"] } });
    expect(assessed({ within, service, records })).toMatchObject({
      downMinutes: 0,
      channels: [{ countedMinutes: 4 * 540 }],
    });
  });

  it("refuses what is no month", () => {
    expect(() => monthMinutes("2026-13", "Asia/Kolkata")).toThrow("Write a year and a month");
  });
});

it("has no availability and no credit without a minute that counts", () => {
  expect(assessed({ service: [] })).toMatchObject({ availability: null, creditMinor: 0, downMinutes: 0 });
});
