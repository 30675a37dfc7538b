import { z } from "zod";
import type { ChannelType } from "../../shared/events/index.ts";

/** Since when the customer wants nothing more on this channel, and the turn that confirmed it. */
export const OptOut = z.object({ at: z.string(), turnId: z.string() });
export type OptOut = z.infer<typeof OptOut>;

/** Twilio error 21610: "Attempt to send to unsubscribed recipient". */
const unsubscribedAtTwilio = "21610";

/** A customer whom Twilio already knows to have said STOP, perhaps before the number was ours: nothing more is tried. */
export function optOutAfter(
  before: OptOut | null,
  reports: readonly { readonly messageId: string; readonly errorCode: string | null }[],
  now: Date,
): OptOut | null {
  const refused = reports.find(({ errorCode }) => errorCode === unsubscribedAtTwilio);
  return before ?? (refused ? { at: now.toISOString(), turnId: refused.messageId } : null);
}

/**
 * Whether a message may not go out because the customer said STOP. By SMS nothing may, not even an answer, until they
 * say START (47 CFR 64.1200(a)(10), and Twilio's error 21610); the turn that took the STOP may confirm it. Elsewhere a
 * customer who writes of their own will is answered, and only what nobody asked for is refused (may-contact.ts).
 */
export function isSilenced(
  { channel, optOut }: { readonly channel: ChannelType; readonly optOut: OptOut | null },
  message: { readonly turnId: string },
): boolean {
  return channel === "sms" && optOut !== null && optOut.turnId !== message.turnId;
}
