import { z } from "zod";
import { FollowUpWish } from "../../../shared/events/index.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";

/** What was found each time it was looked at, and each time somebody changed it. */
const Note = z.object({
  at: z.string(),
  what: z.literal(["planned", "moved", "asked", "sent", "skipped", "deferred", "cancelled"]),
  /** A stable word: `booking-completed`, `quiet-hours`, `with-a-person`, …; null where it needs none. */
  reason: z.string().nullable(),
  /** Of `planned`, `moved` and `deferred`: when it is looked at next. */
  until: z.string().nullable(),
});
export type Note = z.infer<typeof Note>;

const FollowUp = FollowUpWish.extend({
  id: z.string(),
  /** `asked`: the conversation was asked to say it and has not answered yet. */
  status: z.literal(["scheduled", "asked", "deferred", "sent", "skipped", "cancelled"]),
  reason: z.string().nullable(),
  /** As it was asked for; `dueAt` moves on with every look that defers it. */
  wantedAt: z.string(),
  /** Counts the times it was given a time: what comes for an older one is void. */
  look: z.number().int(),
  messageId: z.string().nullable(),
  history: z.array(Note),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type FollowUp = z.infer<typeof FollowUp>;

/** Something to be done about a customer later: a nudge, a reminder, a callback, a survey. */
export const followUps = ownedDocument<FollowUp>({
  name: "follow-ups",
  state: FollowUp,
  indexes: [
    ["dueAt"],
    ["status", "dueAt desc"],
    ["conversationId", "dueAt desc"],
    ["conversationId", "status", "dueAt desc"],
  ],
  confidential: true,
});

export function isWaiting({ status }: FollowUp): boolean {
  return status === "scheduled" || status === "deferred";
}

/** It is said because the customer says nothing: not while they do. */
export function isAboutSilence({ silentForSeconds, whileBooking }: FollowUp): boolean {
  return silentForSeconds > 0 || whileBooking !== null;
}

const notesKept = 50;

export function withNote(followUp: FollowUp, note: Note, change: Partial<FollowUp> = {}): FollowUp {
  const history = [...followUp.history, note].slice(-notesKept);
  return { ...followUp, reason: note.reason, ...change, history, updatedAt: note.at };
}
