import { z } from "zod";
import { FollowUpWish } from "../../../shared/events/index.ts";
import { byConversation } from "../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";

/** One entry per check and per change of a follow-up. */
const Note = z.object({
  at: z.string(),
  what: z.literal(["planned", "moved", "asked", "sent", "skipped", "deferred", "cancelled"]),
  /** A stable code such as `booking-completed`, `quiet-hours` or `with-a-person`; null if there is no reason. */
  reason: z.string().nullable(),
  /** Time of the next check, for `planned`, `moved` and `deferred`. */
  until: z.string().nullable(),
});
export type Note = z.infer<typeof Note>;

const FollowUp = FollowUpWish.extend({
  id: z.string(),
  /** `asked`: the message was requested and its outcome is not known yet. */
  status: z.literal(["scheduled", "asked", "deferred", "sent", "skipped", "cancelled"]),
  reason: z.string().nullable(),
  /** The requested time. `dueAt` changes each time the follow-up is deferred. */
  wantedAt: z.string(),
  /** Incremented each time the follow-up is scheduled. Events for an older value are ignored. */
  look: z.number().int(),
  messageId: z.string().nullable(),
  history: z.array(Note),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type FollowUp = z.infer<typeof FollowUp>;

/** A planned later contact with a customer: a nudge, a reminder, a callback or a survey. */
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
  personal: {
    fields: ["state.recipient", "state.content", "state.template"],
    find: byConversation("state.conversationId", "state.dueAt desc"),
  },
});

export function isWaiting({ status }: FollowUp): boolean {
  return status === "scheduled" || status === "deferred";
}

/** Whether the follow-up is sent only while the customer is silent. */
export function isAboutSilence({ silentForSeconds, whileBooking }: FollowUp): boolean {
  return silentForSeconds > 0 || whileBooking !== null;
}

const notesKept = 50;

export function withNote(followUp: FollowUp, note: Note, change: Partial<FollowUp> = {}): FollowUp {
  const history = [...followUp.history, note].slice(-notesKept);
  return { ...followUp, reason: note.reason, ...change, history, updatedAt: note.at };
}
