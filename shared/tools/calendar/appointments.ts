import { z } from "zod";
import type { Collection } from "../../platform/documents.ts";
import { byCustomer } from "../../platform/personal-data.ts";

const Times = { start: z.string(), end: z.string() };

const Appointment = z.object({
  /** What the customer is told, such as A-3F9C21B07D. */
  id: z.string(),
  /** The entry of the configuration. */
  calendar: z.string(),
  service: z.string(),
  resource: z.string(),
  ...Times,
  /** held: Google Calendar has not answered yet. */
  status: z.literal(["held", "booked", "cancelled"]),
  customerId: z.string(),
  conversationId: z.string(),
  name: z.string().nullable(),
  note: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Appointment = z.infer<typeof Appointment>;

export const appointments: Collection<Appointment> = {
  name: "calendar-appointments",
  schema: Appointment,
  indexes: [["start"], ["customerId", "start desc"]],
  confidential: true,
  personal: { fields: ["name", "note", "service"], find: byCustomer("customerId", "start desc") },
};

const TakenTime = z.object({
  appointmentId: z.string(),
  ...Times,
  beforeMinutes: z.number(),
  afterMinutes: z.number(),
  /** Set while Google Calendar has not answered: the time is free again after that. */
  heldUntil: z.string().nullable(),
});
export type TakenTime = z.infer<typeof TakenTime>;

const CalendarDay = z.object({
  calendar: z.string(),
  resource: z.string(),
  /** The local day, `2026-12-01`. */
  date: z.string(),
  taken: z.array(TakenTime),
});
export type CalendarDay = z.infer<typeof CalendarDay>;

/** Most appointments of one resource on one day. It keeps the document small. */
export const maxPerDay = 1_000;
const daysKept = 60;

/** What is taken of one resource on one day. Bookings of a day meet here, so that the last slot is given once. */
export const calendarDays: Collection<CalendarDay> = {
  name: "calendar-days",
  schema: CalendarDay,
  indexes: [],
  confidential: false,
  // Times, under ids of appointments that say nothing once those are gone.
  personal: "nothing",
  expiry: ({ date }) => new Date(Date.parse(date) + daysKept * 86_400_000),
};
