import type { HandoffEvent } from "../item.ts";

/** Whether an event is worth a sound: a new request, one passed to this person, or their customer who writes unseen. */
export function isAlerting(
  { kind, conversation_id: id, assigned_to: to }: HandoffEvent,
  { me, openId, isHidden }: { readonly me: string; readonly openId: string | undefined; readonly isHidden: boolean },
): boolean {
  if (kind === "requested" || (kind === "transfer" && (to === null || to === me))) return true;
  if (kind === "assigned") return to === me;
  return kind === "customer-wrote" && to === me && (isHidden || id !== openId);
}

const soonestMs = 5_000;
const latestMs = 60_000;

/** The delay until presence is reported again, well before it ends. */
export function nextReportMs(presenceUntil: string, nowMs: number): number {
  return Math.min(latestMs, Math.max(soonestMs, (Date.parse(presenceUntil) - nowMs) / 3));
}
