import { z } from "zod";
import { eventType } from "../event-type.ts";

const Opened = z.object({
  requirementsId: z.string(),
  title: z.string(),
  researchId: z.string().nullable(),
  language: z.literal(["en", "hi"]),
  /** True when the approver must not be the last author. */
  twoPeople: z.boolean(),
  by: z.string(),
  at: z.string(),
});

/** Somebody wants a new requirements document. */
export const requirementsOpened = eventType("requirements-opened", Opened);
export type RequirementsOpened = z.infer<typeof requirementsOpened.schema>;

/** A change of a requirements document. The engine `prd` says what an operation is. */
export const requirementsEdited = eventType(
  "requirements-edited",
  z.object({
    requirementsId: z.string(),
    operations: z.array(z.unknown()),
    by: z.string(),
    via: z.literal(["hand", "interview", "undo", "restore", "import"]),
    at: z.string(),
  }),
);
export type RequirementsEdited = z.infer<typeof requirementsEdited.schema>;

/** Somebody wants a version kept, by name, or approved. */
export const requirementsVersionRequested = eventType(
  "requirements-version-requested",
  z.object({
    requirementsId: z.string(),
    name: z.string(),
    approve: z.boolean(),
    /** The revision that the person read. */
    revision: z.number().int(),
    by: z.string(),
    at: z.string(),
  }),
);
export type RequirementsVersionRequested = z.infer<typeof requirementsVersionRequested.schema>;

/** A person approved a version of a requirements document. The version never changes. */
export const requirementsApproved = eventType(
  "requirements-approved",
  z.object({ requirementsId: z.string(), version: z.number().int(), by: z.string(), at: z.string() }),
);
export type RequirementsApproved = z.infer<typeof requirementsApproved.schema>;

/** Somebody starts an interview that writes a new requirements document. */
export const interviewStarted = eventType("interview-started", Opened.extend({ interviewId: z.string() }));
export type InterviewStarted = z.infer<typeof interviewStarted.schema>;

/** A person wrote in an interview. */
export const interviewMessageWritten = eventType(
  "interview-message-written",
  z.object({ interviewId: z.string(), text: z.string(), by: z.string(), at: z.string() }),
);
export type InterviewMessageWritten = z.infer<typeof interviewMessageWritten.schema>;

/** Nobody has answered since then. */
export const interviewReminderDue = eventType(
  "interview-reminder-due",
  z.object({ interviewId: z.string(), since: z.string() }),
);
