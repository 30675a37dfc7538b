import fc from "fast-check";
import { DateTime } from "luxon";
import { minimalConfig } from "../../config/minimal-config.fixture.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { remindersOf, timeBefore, withdrawReminders } from "./reminders.ts";

describe("the time before an appointment", () => {
  it.each([
    [
      "a day before, when the clocks went back in the night",
      "2026-11-01T15:00:00-05:00",
      86_400,
      "2026-10-31T15:00:00-04:00",
    ],
    ["a day before, when they went forward", "2026-03-08T15:00:00-04:00", 86_400, "2026-03-07T15:00:00-05:00"],
    ["two hours before, across the change", "2026-11-01T02:30:00-05:00", 7_200, "2026-11-01T01:30:00-04:00"],
    ["a day before the first of a month", "2026-03-01T09:00:00-05:00", 86_400, "2026-02-28T09:00:00-05:00"],
    [
      "a day before the first of March in a leap year",
      "2028-03-01T09:00:00-05:00",
      86_400,
      "2028-02-29T09:00:00-05:00",
    ],
  ])("is correct %s", (_name, at, seconds, expected) => {
    expect(timeBefore(at, seconds, "America/New_York")).toEqual(new Date(expected));
  });
});

describe("reminders", () => {
  const config = minimalConfig(`
  reminders:
    - { before: 86400, message: "Hi {customer_name}, see you on {date} at {time}." }
    - { before: 3600, channel: sms, message: "In an hour." }
`);
  const request = {
    tenantId: "t" as TenantId,
    config,
    appointment: { ref: "A1", at: "2026-12-02T04:30:00.000Z" },
    recipient: { channel: "whatsapp", accountAddress: "+14155238886", address: "+919812345678", name: "Asha" },
    conversationId: "c1",
    values: {},
  } as const;

  it("are requested at their times, in the tenant's time zone, under stable ids", () => {
    const now = new Date("2026-11-30T00:00:00Z");
    const events = remindersOf(request, now);
    expect(events.map(({ data }) => (data as { dueAt: string }).dueAt)).toEqual([
      "2026-12-01T04:30:00.000Z",
      "2026-12-02T03:30:00.000Z",
    ]);
    expect(events[0]).toMatchObject({
      data: { content: { text: "Hi Asha, see you on Wednesday 2 December at 10:00 AM." } },
    });
    const moved = remindersOf({ ...request, appointment: { ref: "A1", at: "2026-12-05T04:30:00.000Z" } }, now);
    expect(moved.map(({ key }) => key)).toEqual(events.map(({ key }) => key));
    expect(withdrawReminders(request).map(({ key }) => key)).toEqual(events.map(({ key }) => key));
  });

  it("speak of what is told with the appointment, and mark what nothing stands for", () => {
    const of = minimalConfig(
      '\n  reminders: [{ before: 600, message: "{client_name}: {doctor}, {room} at {time}, {parking}", facts: [doctor, room] }]\n',
      true,
    );
    const values = { doctor: "Dr Rao", client_name: "Clinic" };
    expect(remindersOf({ ...request, config: of, values }, new Date("2026-11-30T00:00:00Z"))).toMatchObject([
      { data: { content: { text: "Clinic: Dr Rao, at 10:00 AM, {parking}" }, unknownPlaceholders: ["parking"] } },
    ]);
  });

  it("are withdrawn, not sent late, once their time has passed", () => {
    const events = remindersOf(request, new Date("2026-12-01T10:00:00Z"));
    expect(events.map(({ type }) => type)).toEqual(["follow-up-withdrawn", "follow-up-requested"]);
  });
});

it("reminds whole days before at the same time of day, across month ends and clock changes", () => {
  const zones = ["Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kolkata"];
  const quarters = fc.integer({ min: 0, max: 2 * 365 * 96 });
  const year = Date.parse("2026-01-01T00:00:00Z");
  fc.assert(
    fc.property(fc.constantFrom(...zones), quarters, fc.integer({ min: 1, max: 40 }), (zone, quarter, days) => {
      const at = DateTime.fromMillis(year + quarter * 900_000, { zone });
      const due = DateTime.fromJSDate(timeBefore(at.toUTC().toISO() ?? "", days * 86_400, zone), { zone });
      expect(at.startOf("day").diff(due.startOf("day"), "days").days).toBeCloseTo(days, 5);
      const wasSkipped = due.minus({ hours: 2 }).offset !== due.offset;
      if (!wasSkipped) expect(due.toFormat("HH:mm")).toBe(at.toFormat("HH:mm"));
    }),
    { seed: 20_261_122, numRuns: 1_000 },
  );
});
