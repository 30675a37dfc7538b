import { z } from "zod";
import { isStopFinal } from "../../../../../shared/channels/definitions.ts";
import type { Conversation } from "../../conversation.ts";
import type { ConversationWith } from "../feature-state.ts";

/** Since when the customer wants nothing more on this channel, and the turn that confirms it. */
export const OptOut = z.object({
  at: z.string(),
  turnId: z.string(),
  /** When they said it, until that turn has come: what they wrote before it is no longer answered. */
  saidAt: z.string().nullable().default(null),
});
export type OptOut = z.infer<typeof OptOut>;

export const optOutState = { optOut: OptOut.nullable().default(null) };

/** Twilio error 21610: "Attempt to send to unsubscribed recipient". */
const unsubscribedAtTwilio = "21610";

/** A customer whom Twilio already knows to have said STOP, perhaps before the number was ours: nothing more is tried. */
export function optOutAfter(
  before: OptOut | null,
  reports: readonly { readonly messageId: string; readonly errorCode: string | null }[],
  now: Date,
): OptOut | null {
  const refused = reports.find(({ errorCode }) => errorCode === unsubscribedAtTwilio);
  return before ?? (refused ? { at: now.toISOString(), turnId: refused.messageId, saidAt: null } : null);
}

/** True of messages written before a STOP that overtook them: its own turn is still to come. */
export function isOvertaken(
  { optOut }: { readonly optOut: OptOut | null },
  messages: readonly { readonly id: string; readonly at: string }[],
): boolean {
  if (!optOut || optOut.saidAt === null) return false;
  const { saidAt, turnId } = optOut;
  return messages.every(({ id, at }) => id !== turnId && Date.parse(at) <= Date.parse(saidAt));
}

/**
 * Whether a message may not go out because the customer said STOP. By SMS nothing may, not even an answer, until they
 * say START (47 CFR 64.1200(a)(10), and Twilio's error 21610); the turn that took the STOP may confirm it. Elsewhere a
 * customer who writes of their own will is answered, and only what nobody asked for is refused (may-contact.ts), and
 * what would come between the STOP and its confirmation.
 */
export function isSilenced(conversation: Conversation, message: { readonly turnId: string }): boolean {
  const { channel, optOut } = conversation as ConversationWith<typeof optOutState>;
  if (optOut === null || optOut.turnId === message.turnId) return false;
  return isStopFinal(channel) || optOut.saidAt !== null;
}
