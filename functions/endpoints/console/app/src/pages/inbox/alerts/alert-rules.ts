import type { HandoffEvent } from "../item.ts";
import { isMention } from "./mentioned.ts";

/**
 * Whether an event is worth a sound: a new request, one passed to this person, or unseen their customer who writes or a
 * colleague who speaks to them in a note.
 */
export function isAlerting(
  event: HandoffEvent,
  { me, openId, isHidden }: { readonly me: string; readonly openId: string | undefined; readonly isHidden: boolean },
): boolean {
  const { kind, conversation_id: id, assigned_to: to } = event;
  const isUnseen = isHidden || id !== openId;
  if (kind === "requested" || (kind === "transfer" && (to === null || to === me))) return true;
  if (kind === "assigned") return to === me;
  return isUnseen && ((kind === "customer-wrote" && to === me) || isMention(event, me));
}

const soonestMs = 5_000;
const latestMs = 60_000;

/** The delay until presence is reported again, well before it ends. */
export function nextReportMs(presenceUntil: string, nowMs: number): number {
  return Math.min(latestMs, Math.max(soonestMs, (Date.parse(presenceUntil) - nowMs) / 3));
}
