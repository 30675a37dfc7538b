import { DateTime } from "luxon";
import { z } from "zod";
import { Name, Seconds, ShortText, uniqueBy } from "./scalars.ts";

/** What the handoff to people needs beyond the specification's `escalation`; all of it optional. */

/** Where an escalation's action leads. What is left out follows from the action's name (see docs/handoff.md). */
const Destination = z.strictObject({
  /** Of `escalation.handoff`. */
  type: Name.optional(),
  department: Name.optional(),
  /** An operator must have all of them. */
  skills: z.array(Name).default([]),
});

export const HandoffRules = z.strictObject({
  /** Who gets the next one of those who may: in turn, who has fewest, or who fits best. */
  assignment: z.literal(["round_robin", "least_busy", "skills"]).default("least_busy"),
  /** An operator who was online and has not been heard of for so long counts as offline. */
  presence_timeout: Seconds.min(10).max(3600).default(120),
  actions: z.record(Name, Destination).default({}),
});

/** What one conversation may cost; beyond it a person takes over. */
export const Budget = z.strictObject({
  turns: z.number().int().min(1).optional(),
  /** Tokens read and written by models, together. */
  model_tokens: z.number().int().min(1).optional(),
});

const opening = /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

const Opening = z
  .string()
  .regex(opening, { error: 'must be hours such as "09:00-18:00"', abort: true })
  .refine((hours) => hours.slice(0, 5) < hours.slice(6), "must end after it begins\nWrite a night as two days.");

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** By day of the week, in the tenant's time zone; a day left out is closed. The whole section left out: always open. */
export const BusinessHours = z
  .partialRecord(z.enum(weekdays), z.array(Opening))
  .refine(
    (days) => Object.values(days).some((openings) => openings.length > 0),
    "has no opening hours at all\nLeave the section out where people are always there.",
  );
export type BusinessHours = z.infer<typeof BusinessHours>;

/** Days on which nobody is there, as `2026-01-26`. */
export const Holidays = z.array(
  z.preprocess(
    (given) => (given instanceof Date ? given.toISOString().slice(0, 10) : given),
    z
      .string()
      .refine(
        (day) => /^\d{4}-\d\d-\d\d$/.test(day) && DateTime.fromISO(day).isValid,
        "must be a date such as 2026-01-26",
      ),
  ),
);

/** What operators may say with one click. `{customer_name}` stands for the customer's name. */
export const CannedReplies = z
  .array(z.strictObject({ id: Name, title: ShortText, text: ShortText }))
  .superRefine(uniqueBy(({ id }) => id, "id"));
