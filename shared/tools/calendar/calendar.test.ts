import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bookingStepOf, bookingToolsOf } from "../../contracts/bookings/bookings.ts";
import { openEmbedded } from "../../platform/embedded/platform.ts";
import { TenantId } from "../../platform/tenant.ts";
import { argumentsFor, dependencies, emptyMaterial, toolCall } from "../fixtures.ts";
import type { ToolCallContext } from "../tool.ts";
import { calendar } from "./calendar.ts";

let dataDir: string;
let platform: ReturnType<typeof openEmbedded>;
let calls = 0;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "tools-calendar-"));
  platform = openEmbedded({ dataDir, now: () => now });
});
afterAll(async () => {
  await platform.close(1000);
  await rm(dataDir, { recursive: true, force: true });
});

/** Monday 7 December 2026, 9:00 in Kolkata. */
const now = new Date("2026-12-07T03:30:00Z");
const salon = {
  services: [
    { id: "haircut", minutes: 45, buffer_after: 15 },
    { id: "colour", minutes: 120, name: "Hair colour" },
  ],
  resources: [{ id: "meena" }, { id: "arjun", services: ["haircut"] }],
  opening_hours: { mon: ["10:00-13:00"], tue: ["10:00-13:00", "15:00-18:00"] },
  notice_minutes: 90,
  days_ahead: 14,
};

async function openTools(changes: object = {}) {
  calls += 1;
  const tenantId = TenantId.parse(`salon-${calls}`);
  const config = calendar.config.parse({ ...salon, ...changes });
  const opening = { holidays: ["2026-12-15"], timezone: "Asia/Kolkata" };
  const material = { ...emptyMaterial, tenantId, opening };
  return { tenantId, tools: await calendar.create({ name: "visits", config }, dependencies({ platform }), material) };
}

/** A calendar of a tenant of its own, and what each tool answers. */
async function open(changes: object = {}) {
  const { tools, tenantId } = await openTools(changes);
  return async (name: string, args: object = {}, call: Partial<ToolCallContext> = {}) => {
    const tool = tools.find((each) => each.name === `visits_${name}`);
    if (tool === undefined) throw new Error(`There is no tool ${name}.`);
    calls += 1;
    const made = toolCall({ tenantId, now, idempotencyKey: `call-${calls}`, ...call });
    const { content } = await tool.execute(argumentsFor(tool, args), made);
    return Object(content);
  };
}

const other = { customer: { id: "customer-2", address: "whatsapp:+919876500002", name: null } };
const startsOf = ({ slots }: { slots: readonly { start: string; resource: string }[] }) =>
  slots.map(({ start, resource }) => `${start.slice(5, 16)} ${resource}`);

test("finds what is free: opening hours, notice, holidays, length and horizon", async () => {
  const visits = await open();
  const today = await visits("find_slots", { service: "haircut", days: 1 });
  expect(startsOf(today)).toEqual(["12-07T10:30 meena", "12-07T11:00 meena", "12-07T11:30 meena", "12-07T12:00 meena"]);
  expect(today.slots[0]).toMatchObject({ start: "2026-12-07T10:30+05:30", says: "Monday 7 December, 10:30 AM" });
  const colour = await visits("find_slots", { service: "colour", from_date: "2026-12-08", days: 1 });
  expect(startsOf(colour)).toEqual([
    "12-08T10:00 meena",
    "12-08T10:30 meena",
    "12-08T11:00 meena",
    "12-08T15:00 meena",
    "12-08T15:30 meena",
    "12-08T16:00 meena",
  ]);
  expect(startsOf(await visits("find_slots", { service: "haircut", from_date: "2026-12-15", days: 1 }))).toEqual([]);
  expect(startsOf(await visits("find_slots", { service: "haircut", from_date: "2026-12-22", days: 3 }))).toEqual([]);
  const evening = { service: "colour", from_date: "2026-12-08", days: 1, not_before: "15:30" };
  expect(startsOf(await visits("find_slots", evening))).toEqual(["12-08T15:30 meena", "12-08T16:00 meena"]);
});

test("a booked time and its buffer are gone for that resource only", async () => {
  const visits = await open();
  const booked = await visits("book", { service: "haircut", resource: "meena", start: "2026-12-08T10:00" });
  expect(booked).toMatchObject({
    status: "booked",
    start: "2026-12-08T10:00+05:30",
    service: "Haircut",
    with: "Meena",
  });
  const meena = { service: "haircut", resource: "meena", from_date: "2026-12-08", days: 1, not_after: "12:00" };
  expect(startsOf(await visits("find_slots", meena))).toEqual([
    "12-08T11:00 meena",
    "12-08T11:30 meena",
    "12-08T12:00 meena",
  ]);
  const refused = await visits("book", { service: "haircut", resource: "meena", start: "2026-12-08T10:30" }, other);
  expect(refused.error).toContain("not free");
  expect(startsOf(refused)[0]).toBe("12-08T11:00 meena");
  const elsewhere = await visits("book", { service: "haircut", start: "2026-12-08T10:30" }, other);
  expect(elsewhere).toMatchObject({ with: "Arjun" });
});

test("a repeated call books once, and the number is found again", async () => {
  const visits = await open();
  const same = { idempotencyKey: `repeat-${calls}` };
  const first = await visits("book", { service: "haircut", start: "2026-12-08T10:00" }, same);
  expect(await visits("book", { service: "haircut", start: "2026-12-08T10:00" }, same)).toEqual(first);
  expect((await visits("list")).appointments).toEqual([first]);
});

test("books nothing outside the offered times, and says so", async () => {
  const visits = await open();
  for (const start of [
    "2026-12-08T10:07",
    "2026-12-08T14:00",
    "2026-12-06T10:00",
    "2027-12-07T10:00",
    "2026-12-07T10:00",
  ])
    expect((await visits("book", { service: "haircut", start })).error).toContain("not free");
  for (const start of ["tomorrow at ten", "2026-12-08", "2026-13-40T10:00"])
    expect((await visits("book", { service: "haircut", start })).error).toContain("is not a time");
  expect((await visits("list")).appointments).toEqual([]);
});

test("moves an appointment: the number stays, the old time is free, the new one is not", async () => {
  const visits = await open();
  const { appointment_id } = await visits("book", { service: "colour", start: "2026-12-08T10:00" });
  const moved = await visits("reschedule", { appointment_id, start: "2026-12-08T15:00" });
  expect(moved).toMatchObject({ appointment_id, start: "2026-12-08T15:00+05:30", status: "booked" });
  expect((await visits("list")).appointments).toEqual([moved]);
  expect(await visits("book", { service: "colour", start: "2026-12-08T10:00" }, other)).toMatchObject({
    status: "booked",
  });
  const back = await visits("reschedule", { appointment_id, start: "2026-12-08T10:30" });
  expect(back.error).toContain("not free");
  expect((await visits("list")).appointments).toEqual([moved]);
  // To a time that overlaps its own present one, and to another day.
  expect(await visits("reschedule", { appointment_id, start: "2026-12-08T15:30" })).toMatchObject({ status: "booked" });
  expect(await visits("reschedule", { appointment_id, start: "2026-12-14T10:00" })).toMatchObject({ status: "booked" });
  expect(startsOf(await visits("find_slots", { service: "colour", from_date: "2026-12-08", days: 1 }))).toEqual([
    "12-08T15:00 meena",
    "12-08T15:30 meena",
    "12-08T16:00 meena",
  ]);
});

test("cancels once and for all, and the time is free again", async () => {
  const visits = await open();
  const { appointment_id } = await visits("book", { service: "colour", start: "2026-12-08T10:00" });
  expect(await visits("cancel", { appointment_id })).toMatchObject({ appointment_id, status: "cancelled" });
  expect(await visits("cancel", { appointment_id })).toMatchObject({ appointment_id, status: "cancelled" });
  expect((await visits("reschedule", { appointment_id, start: "2026-12-08T15:00" })).error).toContain("is cancelled");
  expect(await visits("book", { service: "colour", start: "2026-12-08T10:00" }, other)).toMatchObject({
    status: "booked",
  });
});

test("nobody changes or learns of another customer's appointment, or another tenant's", async () => {
  const visits = await open();
  const { appointment_id } = await visits("book", { service: "colour", start: "2026-12-08T10:00" });
  const unknown = `The customer has no appointment ${appointment_id}. List their appointments.`;
  expect(await visits("cancel", { appointment_id }, other)).toEqual({ error: unknown });
  expect(await visits("reschedule", { appointment_id, start: "2026-12-08T15:00" }, other)).toEqual({ error: unknown });
  expect((await visits("list", {}, other)).appointments).toEqual([]);
  const rival = await open();
  expect(await rival("cancel", { appointment_id })).toEqual({ error: unknown });
  expect(await rival("book", { service: "colour", start: "2026-12-08T10:00" })).toMatchObject({ status: "booked" });
});

test("one customer cannot take all slots, nor change too late", async () => {
  const visits = await open({ open_per_customer: 1, change_until_minutes: 1440 });
  const { appointment_id } = await visits("book", { service: "haircut", start: "2026-12-08T10:00" });
  expect((await visits("book", { service: "haircut", start: "2026-12-08T12:00" })).error).toContain("the most");
  const late = { now: new Date("2026-12-07T04:30:01Z") };
  expect((await visits("cancel", { appointment_id }, late)).error).toContain("less than 1440 minutes");
});

test("the bookings contract reads its tools: what books, moves and cancels an appointment", async () => {
  const visits = await open();
  const tools = bookingToolsOf({
    bookings: {},
    tools: { available: [{ name: "visits", type: "calendar" }] },
    operations: [],
  });
  const step = (name: string, args: Record<string, unknown>, result: unknown) =>
    bookingStepOf({ name: `visits_${name}`, arguments: args, result, status: "completed" }, tools);
  const booked = await visits("book", { service: "colour", start: "2026-12-08T10:00" });
  const refused = await visits("book", { service: "colour", start: "2026-12-08T10:00" }, other);
  expect([
    step("find_slots", {}, await visits("find_slots", { service: "colour" })),
    step("book", {}, booked),
    step("book", {}, refused),
    step("reschedule", {}, booked),
    step("cancel", {}, booked),
    step("list", {}, await visits("list")),
  ]).toEqual(["begun", "completed", "begun", "completed", "cancelled", undefined]);
});

test("refuses a configuration that names what is not there", () => {
  const problems = (changes: object) =>
    calendar.config.safeParse({ ...salon, ...changes }).error?.issues.map(({ path }) => path.join("."));
  expect(problems({ resources: [{ id: "a", services: ["massage"] }] })).toEqual(["resources.0.services.0"]);
  expect(problems({ provider: "google" })).toEqual([
    "resources.0.calendar_id",
    "resources.1.calendar_id",
    "service_account",
  ]);
});

test("shows what is agreed to in names and times of the configuration", async () => {
  const { tools, tenantId } = await openTools();
  const preview = (name: string, args: object) => {
    const tool = tools.find((each) => each.name === `visits_${name}`);
    if (!tool?.preview) throw new Error(`There is no preview of ${name}.`);
    return tool.preview(argumentsFor(tool, args), toolCall({ tenantId, now }));
  };
  expect(await preview("book", { service: "colour", resource: "meena", start: "2026-12-08T10:00" })).toEqual({
    title: "Book an appointment",
    lines: [
      { label: "What", value: "Hair colour" },
      { label: "When", value: "Tuesday 8 December, 10:00 AM" },
      { label: "With", value: "Meena" },
    ],
  });
  await expect(preview("cancel", { appointment_id: "A-0000000000" })).rejects.toMatchObject({
    code: "appointment-unknown",
  });
});
