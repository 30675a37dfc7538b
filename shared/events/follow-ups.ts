import { z } from "zod";
import { Content, TemplateUse } from "./content.ts";
import { ChannelType } from "./conversation.ts";
import { eventType } from "./event-type.ts";
import { Purpose, Recipient } from "./messages.ts";

export const FollowUpKind = z.literal(["retargeting", "callback", "reminder", "survey"]);
export type FollowUpKind = z.infer<typeof FollowUpKind>;

/** What is to be said to a customer later, and while what holds. */
export const FollowUpWish = z.object({
  kind: FollowUpKind,
  /** What it is about: the trigger's condition, the survey's id, the appointment. */
  condition: z.string(),
  purpose: Purpose,
  /** The conversation it is about, which is looked at when it is due; null where there is none yet. */
  conversationId: z.string().nullable(),
  /** Where it is said; `channel` of it may not be the conversation's own. */
  recipient: Recipient,
  /** The channel the tenant wants; the recipient's own where the customer cannot be reached there. */
  channel: ChannelType,
  content: Content,
  /** Names of placeholders in the content that stand for nothing: it is withheld. */
  unknownPlaceholders: z.array(z.string()).optional(),
  template: TemplateUse.nullable(),
  dueAt: z.string(),
  /** Only while the customer's booking of this id is still open in the conversation; null: whatever became of it. */
  whileBooking: z.string().nullable(),
  /** Only once the customer has been silent for so long; looked at again until then. 0: at once. */
  silentForSeconds: z.number().int().min(0),
  /** Not when the customer has written since (ISO time); null: even then. */
  unlessWrittenSince: z.string().nullable(),
  configName: z.string().nullable(),
});

/**
 * Something is to be done about a customer later. Asked for again under the same `followUpId`: nothing new, or moved
 * where `dueAt` differs and it has not been done yet.
 */
export const followUpRequested = eventType(
  "follow-up-requested",
  /** `followUpId` is derived from what caused it, so that a cause that comes twice is one follow-up. */
  FollowUpWish.extend({ followUpId: z.string() }),
);
export type FollowUpRequested = z.infer<typeof followUpRequested.schema>;

/** Not wanted any more: the appointment was cancelled, say. One that was done already stays done. */
export const followUpWithdrawn = eventType(
  "follow-up-withdrawn",
  z.object({ followUpId: z.string(), reason: z.string() }),
);
export type FollowUpWithdrawn = z.infer<typeof followUpWithdrawn.schema>;

/** The time of a follow-up has come. `look` numbers the times it is looked at: an older one is void. */
export const followUpDue = eventType(
  "follow-up-due",
  z.object({ followUpId: z.string(), look: z.number().int().min(1) }),
);
export type FollowUpDue = z.infer<typeof followUpDue.schema>;

/** The time a customer named for a call has come: a person is to be found for them now. */
export const callbackDue = eventType(
  "callback-due",
  z.object({ conversationId: z.string(), followUpId: z.string(), reason: z.string() }),
);
export type CallbackDue = z.infer<typeof callbackDue.schema>;

/** A session may have been idle for long enough to be closed; `timerId` tells the timer from one before it. */
export const conversationIdleDue = eventType(
  "conversation-idle-due",
  z.object({ conversationId: z.string(), timerId: z.string() }),
);
export type ConversationIdleDue = z.infer<typeof conversationIdleDue.schema>;

/** A conversation ended: nobody has written for as long as the tenant waits. What hangs on an end, hangs on this. */
export const conversationClosed = eventType(
  "conversation-closed",
  z.object({ conversationId: z.string(), reason: z.string(), at: z.string() }),
);
export type ConversationClosed = z.infer<typeof conversationClosed.schema>;
