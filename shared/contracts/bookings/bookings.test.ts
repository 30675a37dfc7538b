import { minimalConfig } from "../../config/minimal-config.fixture.ts";
import { appointmentOf } from "./appointment-of-call.ts";
import { bookingStepOf, bookingToolsOf } from "./bookings.ts";

const config = minimalConfig(`
  tools:
    available:
      - { name: check_appointment_availability, type: database, config: { table: appointments } }
      - { name: create_medical_order, type: api, config: { endpoint: "https://api.example.com/orders" } }
      - { name: cancel_booking, type: api, config: { endpoint: "https://api.example.com/cancel" } }
      - { name: process_payment, type: api, config: { endpoint: "https://api.example.com/pay" } }
  tables: { appointments: [{ id: s1, status: available }] }
`);
const tools = bookingToolsOf(config);
const call = (name: string, over: object = {}) => ({
  name,
  arguments: {},
  result: { id: "A1" },
  status: "completed" as const,
  ...over,
});

describe("the effect of a tool call on a booking", () => {
  it.each([
    [
      "searching for slots starts one",
      call("check_appointment_availability", { arguments: { action: "find" } }),
      "begun",
    ],
    [
      "taking a slot completes one",
      call("check_appointment_availability", { arguments: { action: "update" } }),
      "completed",
    ],
    ["an order completes one", call("create_medical_order"), "completed"],
    ["a refused order only starts one", call("create_medical_order", { result: { error: "closed" } }), "begun"],
    [
      "an order of unknown outcome only starts one",
      call("create_medical_order", { status: "failed", result: null }),
      "begun",
    ],
    ["a cancellation cancels", call("cancel_booking"), "cancelled"],
    ["a refused cancellation does not", call("cancel_booking", { result: { error: "too late" } }), undefined],
    ["a payment has no effect", call("process_payment"), undefined],
  ])("%s", (_name, made, expected) => {
    expect(bookingStepOf(made, tools)).toBe(expected);
  });

  it("follows the tenant's configuration", () => {
    const named = bookingToolsOf({ ...config, bookings: { completed_by: ["process_payment"] } });
    expect(bookingStepOf(call("process_payment"), named)).toBe("completed");
    expect(bookingStepOf(call("create_medical_order"), named)).toBeUndefined();
  });
});

describe("the appointment of a tool call", () => {
  const now = new Date("2026-11-24T10:00:00Z");
  const how = { timeField: undefined, sections: { timezone: "Asia/Kolkata" }, now, fallbackRef: "turn" };
  it.each([
    [
      "a row with date and time",
      { row: { id: "s1", date: "2026-12-01", time: "09:30" } },
      {},
      "s1",
      "2026-12-01T04:00:00.000Z",
    ],
    [
      "a time with an offset",
      { booking_id: 7, start: "2026-12-01T09:30:00+01:00" },
      {},
      "7",
      "2026-12-01T08:30:00.000Z",
    ],
    ["a date in digits, day first", { date: "05/12/2026", time: "11:00 AM" }, {}, "turn", "2026-12-05T05:30:00.000Z"],
    ["words", { slot: "Saturday 5 December, 11 am to 1 pm" }, {}, "turn", "2026-12-05T05:30:00.000Z"],
    ["the customer's words", { ok: true }, { appointment_time: "kal 11 baje" }, "turn", "2026-11-25T05:30:00.000Z"],
    [
      "the arguments when the result has no time",
      { ok: true },
      { slot: "2026-12-01 09:30" },
      "turn",
      "2026-12-01T04:00:00.000Z",
    ],
  ])("is read from %s", (_name, result, given, ref, at) => {
    expect(appointmentOf({ result, arguments: given }, how)).toEqual({ ref, at });
  });

  it("is read only from the tenant's field when configured", () => {
    const result = { visit: { when: "2026-12-01T09:30" }, start: "2026-12-02T09:30" };
    expect(appointmentOf({ result, arguments: {} }, { ...how, timeField: "visit.when" })?.at).toBe(
      "2026-12-01T04:00:00.000Z",
    );
    expect(appointmentOf({ result, arguments: {} }, { ...how, timeField: "visit.none" })).toBeUndefined();
  });

  it("is undefined without a time", () => {
    expect(appointmentOf({ result: { id: "A1", start: "soon" }, arguments: {} }, how)).toBeUndefined();
    expect(appointmentOf({ result: "done", arguments: {} }, how)).toBeUndefined();
    for (const slot of [
      "11 am",
      "tomorrow",
      "tomorrow at 7",
      "not tomorrow at 5 pm",
      "slot-12",
      "2026-12-01",
      "kal ya parso",
    ])
      expect(appointmentOf({ result: { slot }, arguments: {} }, how)).toBeUndefined();
  });
});
