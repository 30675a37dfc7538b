import { z } from "zod";
import { isStopFinal } from "../../../../../shared/channels/definitions.ts";
import { saysOptedOut } from "../../../../../shared/channels/opt-out/provider-codes.ts";
import type { Conversation } from "../../conversation.ts";
import type { ConversationWith } from "../feature-state.ts";

/** When the customer opted out of this channel, and the turn that confirms it. */
export const OptOut = z.object({
  at: z.string(),
  turnId: z.string(),
  /** When the customer said STOP, until that turn has run. Their earlier messages get no answer. */
  saidAt: z.string().nullable().default(null),
});
export type OptOut = z.infer<typeof OptOut>;

export const optOutState = {
  optOut: OptOut.nullable().default(null),
  /** When the customer was last asked whether a message was meant as STOP, and by which turn of the conversation. */
  optOutAsked: z.object({ at: z.string(), turn: z.number().int() }).nullable().default(null),
};

/** True when the customer was asked in the last turn, so that a plain yes or no answers that. */
export function wasJustAsked({
  optOutAsked,
  turnCount,
}: {
  readonly optOutAsked: { readonly turn: number } | null;
  readonly turnCount: number;
}): boolean {
  return optOutAsked?.turn === turnCount;
}

/**
 * Records that the provider already holds a STOP of this customer, perhaps from before we had the number. Nothing more
 * is sent.
 */
export function optOutAfter(
  before: OptOut | null,
  reports: readonly { readonly messageId: string; readonly errorCode: string | null }[],
  now: Date,
): OptOut | null {
  const refused = reports.find(({ errorCode }) => saysOptedOut(errorCode));
  return before ?? (refused ? { at: now.toISOString(), turnId: refused.messageId, saidAt: null } : null);
}

/** True for messages written before a STOP whose own turn has not run yet. */
export function isOvertaken(
  { optOut }: { readonly optOut: OptOut | null },
  messages: readonly { readonly id: string; readonly at: string }[],
): boolean {
  if (!optOut || optOut.saidAt === null) return false;
  const { saidAt, turnId } = optOut;
  return messages.every(({ id, at }) => id !== turnId && Date.parse(at) <= Date.parse(saidAt));
}

/**
 * Whether an opt-out blocks a message. On SMS it blocks everything, answers included, until START (47 CFR
 * 64.1200(a)(10) and Twilio's error 21610). Only the turn of the STOP may confirm it. Other channels answer customers
 * who write again. There an opt-out blocks proactive messages (may-contact.ts) and messages between the STOP and its
 * confirmation.
 */
export function isSilenced(conversation: Conversation, message: { readonly turnId: string }): boolean {
  const { channel, optOut } = conversation as ConversationWith<typeof optOutState>;
  if (optOut === null || optOut.turnId === message.turnId) return false;
  return isStopFinal(channel) || optOut.saidAt !== null;
}

/** True for a message that was decided before the STOP. The confirmation of the STOP itself leaves. */
export function isOvertakenSend(
  { at, turnId }: OptOut,
  message: { readonly turnId: string | null },
  decidedAt: string,
): boolean {
  return message.turnId !== turnId && Date.parse(decidedAt) <= Date.parse(at);
}
